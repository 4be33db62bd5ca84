/** Dark or light: as chosen, or as the system says. */
export type ThemeChoice = "auto" | "light" | "dark";

const dark = matchMedia("(prefers-color-scheme: dark)");

export function applyTheme(choice: ThemeChoice): "light" | "dark" {
  const theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset["theme"] = theme;
  return theme;
}

/** Calls `action` when the system changes its mind; gives back how to stop listening. */
export function onSystemTheme(action: () => void): () => void {
  dark.addEventListener("change", action);
  return () => dark.removeEventListener("change", action);
}
