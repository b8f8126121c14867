// Becomes a dynamic provider process, then loads the package as the first operation would.
process.argv[2] = "127.0.0.1:1";
const log = console.log;
console.log = () => {
  console.log = log;
  setImmediate(() => {
    global.gc();
    const before = process.memoryUsage().rss;
    const started = performance.now();
    require("pulumi-volcengine-rtc/provider");
    const milliseconds = performance.now() - started;
    global.gc();
    log(JSON.stringify({ milliseconds, bytes: process.memoryUsage().rss - before }));
    process.exit(0);
  });
};
require("@pulumi/pulumi/cmd/dynamic-provider");
