/** Wires the page: fonts, styles, the shell. */
import "@fontsource-variable/instrument-sans/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import { mount } from "svelte";
import App from "./ui/App.svelte";
import "./ui/styles.css";

mount(App, { target: document.getElementById("app")! });
