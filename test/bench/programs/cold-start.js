// Becomes a dynamic provider process, then loads the package as its start and its first operation do.
const { createRequire } = require("node:module");

process.argv[2] = "127.0.0.1:1";
const log = console.log;
console.log = () => {
  console.log = log;
  setImmediate(() => {
    const fromPackage = createRequire(require.resolve("pulumi-volcengine-rtc/provider"));
    global.gc();
    const before = process.memoryUsage().rss;
    const processor = process.cpuUsage();
    const started = performance.now();
    require("pulumi-volcengine-rtc/provider");
    const milliseconds = performance.now() - started;
    const { user, system } = process.cpuUsage(processor);
    // The package itself loads it with the first operation.
    fromPackage("zod");
    const zod = performance.now() - started - milliseconds;
    global.gc();
    const bytes = process.memoryUsage().rss - before;
    log(JSON.stringify({ milliseconds, zod, processor: (user + system) / 1000, bytes }));
    process.exit(0);
  });
};
require("@pulumi/pulumi/cmd/dynamic-provider");
