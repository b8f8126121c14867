// @ts-check

/** Ends the process with an explanation when this Node.js is older than the project supports. */
export function requireSupportedNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node.js ${process.versions.node} is too old: install Node.js 20.19 or newer (https://nodejs.org).`);
  process.exit(1);
}
