/** Links to places of the course, as whole addresses of this page: with a bare fragment, a browser's tools take them for links within the text. */
import { hashOfPlace, type Place } from "../../lessons/route";
import { addressOf } from "../../share/link";

export function linkTo(place: Place): string {
  return addressOf(location, hashOfPlace(place));
}
