/** The store, for every component of the page. */
import { createContext } from "svelte";
import type { Playground } from "./playground.svelte";

export const [getPlayground, setPlayground] = createContext<Playground>();
