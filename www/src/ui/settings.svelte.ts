/** The settings as reactive state that writes itself to storage. */
import { readSettings, writeSettings, type StoredSettings } from "./memory";

export type Settings = StoredSettings;

export function createSettings(): Settings {
  const settings = $state(readSettings());
  $effect.root(() => {
    $effect(() => writeSettings($state.snapshot(settings)));
  });
  return settings;
}
