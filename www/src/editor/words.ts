/** Sentences and code of the language as elements. */
import { coloured } from "../base/colours";
import type { LumenToken } from "../base/interface";
import { proseParts } from "../base/text";

/** Adds a sentence with its code. */
export function addWords(line: HTMLElement, text: string): void {
  for (const part of proseParts(text)) {
    if (part.isCode) line.appendChild(document.createElement("code")).textContent = part.text;
    else line.append(part.text);
  }
}

/** Adds an element with a class, and a sentence in it. */
export function addLine(box: HTMLElement, className: string, text = ""): HTMLElement {
  const line = box.appendChild(document.createElement("p"));
  line.className = className;
  addWords(line, text);
  return line;
}

/** Adds code in the language's colours. */
export function addCode(box: HTMLElement, className: string, source: string, tokens: readonly LumenToken[]): HTMLElement {
  const code = box.appendChild(document.createElement("pre"));
  code.className = className;
  for (const { text, kind } of coloured(source, tokens)) {
    if (kind === null) code.append(text);
    else Object.assign(code.appendChild(document.createElement("span")), { className: `token-${kind}`, textContent: text });
  }
  return code;
}
