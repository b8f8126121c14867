// Preloaded into every Node.js process of an operation. The engine kills the provider process at the end, so its peak is
// noted all along.
const { writeFileSync } = require("node:fs");

if ((process.argv[1] ?? "").includes("dynamic-provider")) {
  const note = () => writeFileSync(process.env.BENCH_PEAK_MEMORY, String(process.resourceUsage().maxRSS * 1024));
  setInterval(note, 100).unref();
}
