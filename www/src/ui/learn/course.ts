/** The course, read from the documents in `lessons/` that the page was built with. */
import { courseOf, type Course } from "../../lessons/document/course";
import chapters from "../../../lessons/course.yaml?raw";

const documents = import.meta.glob<string>("../../../lessons/*.md", { query: "?raw", import: "default", eager: true });

export function readCourse(): Course {
  return courseOf(chapters, documents);
}
