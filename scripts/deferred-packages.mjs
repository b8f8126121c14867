// @ts-check
import zlib from "node:zlib";
import { build } from "esbuild";

/** What the plugin needs for some requests alone, and is more than half of it. */
const DEFERRED = ["zod", "undici", "@aws-sdk/client-s3", "@volcengine/openapi/lib/base/sign.js", "@grpc/proto-loader"];

/** What these load and the plugin has no use for: zod's words in other languages, and the signer's forms with their table of media types. */
const LEFT_OUT = /^(\.\.\/locales\/index\.cjs|form-data)$/;

/**
 * Keeps packages in the bundle as compressed text, to be compiled when they are first asked for: Node.js reads through all
 * code of a file before it runs the first line, and every command waits for that.
 * @param {import("esbuild").BuildOptions} options those of the bundle
 * @param {Set<string>} inputs the files of such packages, to be filled
 * @returns {import("esbuild").Plugin}
 */
export function deferredPackages({ absWorkingDir = "", platform, target, minifyWhitespace, minifySyntax }, inputs) {
  return {
    name: "deferred packages",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^.]/ }, ({ path }) =>
        DEFERRED.includes(path) ? { path, namespace: "deferred" } : undefined,
      );
      onLoad({ filter: /.*/, namespace: "deferred" }, async ({ path }) => {
        const { outputFiles, metafile } = await build({
          ...{ absWorkingDir, platform, target, minifyWhitespace, minifySyntax },
          stdin: {
            contents: `module.exports = require(${JSON.stringify(path)})`,
            resolveDir: `${absWorkingDir}/provider`,
          },
          bundle: true,
          format: "cjs",
          legalComments: "none",
          plugins: [withoutParts],
          write: false,
          metafile: true,
        });
        for (const file of Object.keys(metafile.inputs)) inputs.add(file);
        const text = zlib.brotliCompressSync(outputFiles[0]?.contents ?? "").toString("base64");
        return { contents: loader(path, text), resolveDir: absWorkingDir };
      });
    },
  };
}

/** @type {import("esbuild").Plugin} */
const withoutParts = {
  name: "without parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: "left out" }));
    onLoad({ filter: /.*/, namespace: "left out" }, () => ({ contents: "module.exports = class {}" }));
  },
};

/**
 * @param {string} name
 * @param {string} text
 */
const loader = (name, text) => `
const source = require("node:zlib").brotliDecompressSync(Buffer.from("${text}", "base64")).toString();
const names = ["module", "exports", "require"];
require("node:vm").compileFunction(source, names, { filename: "${name}" })(module, exports, require);
`;
