/** The language's services as the editor wants them. */
import type { EditorServices } from "../editor/assist/services";
import type { EngineClient } from "../engine/client";

export function editorServices(engine: EngineClient): EditorServices {
  return {
    hover: (source, offset) => engine.ask("hover", source, offset),
    completions: (source, offset) => engine.ask("completions", source, offset),
    signature: (source, offset) => engine.ask("signature", source, offset),
    definition: (source, offset) => engine.ask("definition", source, offset),
    references: (source, offset) => engine.ask("references", source, offset),
    rename: (source, offset, name) => engine.ask("rename", source, offset, name),
    outline: (source) => engine.ask("outline", source),
    folds: (source) => engine.ask("folds", source),
    futureAt: (source, offset) => engine.ask("futureAt", source, offset),
    format: (source) => engine.ask("format", source),
    tokens: (source) => engine.tokens(source),
  };
}
