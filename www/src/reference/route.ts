/** Addresses inside the reference: `#reference`, `#reference/channels`, `#reference/channels/a-closed-channel`. */
const BEGIN = "#reference";

/** The path that an address names inside of the reference; empty for its first page, null when it means something else. */
export function pathOf(hash: string): string | null {
  if (hash === BEGIN) return "";
  return hash.startsWith(`${BEGIN}/`) ? decoded(hash.slice(BEGIN.length + 1)) : null;
}

export function hashOf(path: string): string {
  return path === "" ? BEGIN : `${BEGIN}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** The page and the section that a path means among these pages; the longest name that fits counts. */
export function splitPath(path: string, names: Iterable<string>): { page: string; section: string | null } | null {
  let page: string | null = null;
  for (const name of names) {
    if ((path === name || path.startsWith(`${name}/`)) && name.length > (page?.length ?? -1)) page = name;
  }
  return page === null ? null : { page, section: path.slice(page.length + 1) || null };
}

/** Where a link inside a document leads: to another document of the book, out, or nowhere. */
export function targetOf(href: string, page: string): string | null {
  const document = /^([\w./-]*\/)?([\w-]+)\.md(?:#(.+))?$/.exec(href);
  if (document) {
    const [, way = page, name = "", section] = document;
    return hashOf((isDiagnostic(way) ? `diagnostics/${name}` : name) + (section ? `/${section}` : ""));
  }
  if (href.startsWith("#")) return hashOf(`${page}/${href.slice(1)}`);
  return /^https?:/.test(href) ? href : null;
}

/** Whether a page, or a link's way to its document, is in the folder of the diagnostics' pages. */
function isDiagnostic(way: string): boolean {
  return /(?:^|\/)diagnostics\//.test(way);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
