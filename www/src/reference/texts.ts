/** The documents as they are written. The builder puts them into the reference's own chunk. */
import diagnosticsList from "../../../docs/diagnostics/README.md?raw";
import readingOrder from "../../../tests/spec/README.md?raw";

const specification = import.meta.glob<string>(["../../../tests/spec/*.md", "!**/README.md"], { query: "?raw", import: "default", eager: true });
const diagnostics = import.meta.glob<string>(["../../../docs/diagnostics/*.md", "!**/README.md"], { query: "?raw", import: "default", eager: true });

/** Each document by its file's name. */
export const SPECIFICATION: ReadonlyMap<string, string> = named(specification);

/** What a diagnostic's page says, by its code. */
export const DIAGNOSTICS: ReadonlyMap<string, string> = named(diagnostics);

/** The list of the diagnostics' pages, by what they are about. */
export const DIAGNOSTICS_LIST: string = diagnosticsList;

/** The list of the specification's documents in reading order. */
export const READING_ORDER: string = readingOrder;

function named(files: Record<string, string>): Map<string, string> {
  return new Map(Object.entries(files).map(([path, text]) => [path.replace(/^.*\//, "").replace(/\.md$/, ""), text]));
}
