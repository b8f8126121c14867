// Becomes a dynamic provider process, then loads the package as the first operation would.
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
    // Loaded first, though the package would load it anyway, to tell its part of the whole.
    fromPackage("zod");
    const zod = performance.now() - started;
    require("pulumi-volcengine-rtc/provider");
    const milliseconds = performance.now() - started;
    const { user, system } = process.cpuUsage(processor);
    global.gc();
    const bytes = process.memoryUsage().rss - before;
    log(JSON.stringify({ milliseconds, zod, processor: (user + system) / 1000, bytes }));
    process.exit(0);
  });
};
require("@pulumi/pulumi/cmd/dynamic-provider");
