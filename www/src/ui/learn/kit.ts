/** Everything of the course that is loaded when it is first opened. */
import type { Component } from "svelte";
import type { Playground } from "../playground.svelte";
import type { LearnRoute } from "../learn.svelte";
import { readCourse } from "./course";
import CourseMap from "./CourseMap.svelte";
import { Learning } from "./learning.svelte";
import LessonPane from "./LessonPane.svelte";
import MakeLesson from "./MakeLesson.svelte";

type Part = Component<{ learning: Learning; route: LearnRoute }>;

export interface Kit {
  learning: Learning;
  LessonPane: Part;
  CourseMap: Part;
  MakeLesson: Part;
}

export function createKit(playground: Playground): Kit {
  return { learning: new Learning(playground, readCourse()), LessonPane, CourseMap, MakeLesson };
}
