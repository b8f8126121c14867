// @ts-check

/**
 * Breaks a text into lines that fit a narrow terminal.
 * @param {string} text
 * @param {number} [width]
 */
export function wrap(text, width = 80) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
