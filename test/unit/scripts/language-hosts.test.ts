import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { script } from "./script";

test.runIf(process.platform !== "win32")(
  "hosts that a CLI brings along are taken, also where a link leads to it",
  async () => {
    const { languageHosts, LANGUAGES } = await script<{
      languageHosts(languages: readonly string[], searchPath: string): Promise<string>;
      LANGUAGES: readonly string[];
    }>("language-hosts.mjs");
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "language-hosts-test-")));
    try {
      const [release, links] = [join(folder, "release"), join(folder, "bin")];
      for (const path of [release, links]) mkdirSync(path);
      for (const name of ["pulumi", ...LANGUAGES.map((language) => `pulumi-language-${language}`)]) {
        writeFileSync(join(release, name), "#!/bin/sh\n");
        chmodSync(join(release, name), 0o755);
      }
      symlinkSync(join(release, "pulumi"), join(links, "pulumi"));

      expect(LANGUAGES).toEqual(["yaml", "python", "go"]);
      expect(await languageHosts(LANGUAGES, links)).toBe(release);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
