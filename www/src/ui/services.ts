/** The language's services as the editor wants them. */
import type { EditorServices } from "../editor/assist/services";
import type { EngineClient } from "../engine/client";

export function editorServices(engine: EngineClient): EditorServices {
  return {
    hover: (source, offset) => engine.ask("hover", source, offset),
    completions: (source, offset) => engine.ask("completions", source, offset),
    tokens: (source) => engine.tokens(source),
  };
}
