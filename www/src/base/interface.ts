/** The engine's interface as types only, so that the page type-checks before the engine is built. */
export type {
  LumenClock,
  LumenDiagnostic,
  LumenEvent,
  LumenFix,
  LumenFutureKind,
  LumenLinkPayload,
  LumenMode,
  LumenPlace,
  LumenRange,
  LumenReport,
  LumenSeverity,
  LumenStatus,
  LumenToken,
  LumenWait,
} from "../../../src/web/interface";
