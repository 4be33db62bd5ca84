// Values on their way to JavaScript and back: what has a counterpart comes back as it went, what has none is a clear failure.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";

before(() => init());

const SHAPES = `record Point
  x: Int
  label: String
end

enum Shape
  Circle(radius: Float)
  Dot
end

enum Mark
  Dot
  Line(Int, Int)
end
`;

/** The report of a program whose host function `give` gives `answer`, and whose cell \`main\` ends with `body`. */
function given(answer, body = "return give()", result = "Any") {
  const source = `${SHAPES}\nextern cell give() -> ${result}\n\ncell main() -> Any\n  ${body}\nend\n`;
  return compile(source).start({ externs: { give: () => answer } }).finished;
}

/** What a host function gets for a Lumen expression. */
async function got(expression) {
  let found;
  const source = `${SHAPES}\nextern cell take(v: Any) -> Any\n\ncell main() -> Any\n  return take(${expression})\nend\n`;
  const report = await compile(source).start({ externs: { take: (value) => ((found = value), null) } }).finished;
  assert.equal(report.status, "ok", report.error?.message);
  return found;
}

test("each kind of value has its counterpart", async () => {
  const pairs = [
    ["null", null], ["true", true], ["-7", -7], ["9007199254740991", 9007199254740991], ["9007199254740992", 9007199254740992n],
    ["0 - 9223372036854775807", -9223372036854775807n], ["1.5", 1.5], ["0.0 * -1.0", -0], ['"é😀"', "é😀"],
    ["[1, [2]]", [1, [2]]], ["(1, \"a\")", [1, "a"]], ["{1, 2}", new Set([1, 2])], ['{"a": 1, "__proto__": 2}', JSON.parse('{"a":1,"__proto__":2}')],
    ["{1: [2]}", new Map([[1, [2]]])], ['Point(x: 1, label: "p")', { x: 1, label: "p" }],
    ["ok(1)", { variant: "ok", values: [1] }], ['err("no")', { variant: "err", values: ["no"] }],
    ["Circle(radius: 2.5)", { variant: "Circle", values: [2.5] }], ["Line(1, 2)", { variant: "Line", values: [1, 2] }],
  ];
  for (const [expression, value] of pairs) assert.deepEqual(await got(expression), value, expression);
});

test("NaN and the infinities pass", async () => {
  for (const value of [NaN, Infinity, -Infinity, -0, 1e300]) {
    let back;
    const source = "extern cell give() -> Any\nextern cell take(v: Any) -> Any\n\ncell main() -> Any\n  return take(give())\nend\n";
    await compile(source).start({ externs: { give: () => value, take: (v) => ((back = v), null) } }).finished;
    assert.ok(Object.is(back, value), `${value} came back as ${back}`);
  }
});

test("handles are opaque and cannot come back", async () => {
  const future = await got("spawn(fn() => 1)");
  assert.deepEqual(Object.keys(future), ["handle"]);
  assert.match(future.handle, /^<future 0\.1 /);
  assert.match((await got("channel()")).handle, /^<channel 1>$/);
  const report = await given(future);
  assert.match(report.error.message, /the answer of `give` cannot be used: a handle of a future.* has no counterpart/);
});

/** A value of a random kind as Lumen source. A `Set` or `Map` of JavaScript takes -0 for 0. */
function random(draw, depth, isKey = false) {
  const pick = (list) => list[draw() % list.length];
  const many = (areKeys = false) => Array.from({ length: draw() % 4 }, () => random(draw, depth - 1, areKeys));
  const text = () => JSON.stringify(pick(["", "a", "é", "😀", "__proto__", "variant", "values", "toString", "\\n\\t", "0", "10", "9"]));
  const leaves = [
    () => "null", () => pick(["true", "false"]), () => String(draw() % 100), () => `0 - ${draw()}`,
    () => "9007199254740991", () => "9007199254740992", () => "0 - 9007199254740993", () => "9223372036854775807",
    () => `${draw() % 100}.5`, () => "0.1", () => "1e300", () => (isKey ? "0" : "0.0 * -1.0"), text, () => `bytes(${text()})`, () => "Shape.Dot", () => "Mark.Dot",
  ];
  if (depth === 0) return pick(leaves)();
  return pick([
    ...leaves, () => `[${many()}]`, () => `(${random(draw, depth - 1)}, ${random(draw, depth - 1)})`,
    () => `to_set([${many(true)}])`, () => `{${text()}: ${random(draw, depth - 1)}, ${text()}: ${random(draw, depth - 1)}}`,
    () => `{${random(draw, depth - 1, true)}: ${random(draw, depth - 1)}}`, () => `{"variant": ${text()}, "values": [${many()}]}`,
    () => `Point(x: ${draw() % 9}, label: ${text()})`, () => `ok(${random(draw, depth - 1)})`, () => `err(${random(draw, depth - 1)})`,
    () => `Circle(radius: ${draw() % 9}.25)`, () => `Line(1, ${draw() % 9})`,
  ])();
}

/** A small generator of numbers, the same everywhere. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

test("what goes to JavaScript and back is the same value", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const draw = numbers(seed);
    const lines = Array.from({ length: 8 }, () => {
      const expression = random(draw, 3);
      return `  check(back(${expression}), ${expression})`;
    });
    const source = `${SHAPES}
extern cell back(v: Any) -> Any

cell check(a: Any, b: Any)
  if a != b or "{a}" != "{b}" or "{type_of(a)}" != "{type_of(b)}"
    halt("{b} came back as {a}")
  end
end

cell main()
${lines.join("\n")}
end
`;
    const report = await compile(source).start({ externs: { back: (value) => value } }).finished;
    assert.equal(report.status, "ok", `seed ${seed}: ${report.error?.message}\n${source}`);
  }
});

test("what has no counterpart is named, with its place", async () => {
  const cyclic = { a: [] };
  cyclic.a.push({ back: cyclic });
  const deep = { toString: undefined };
  let at = deep;
  for (let level = 0; level < 5000; level += 1) at = at.next = {};
  let wide = [1, 2, 3, 4, 5, 6, 7, 8];
  for (let level = 0; level < 12; level += 1) wide = [wide, wide, wide, wide, wide, wide, wide, wide];
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const cases = [
    [() => 1, /a function has no counterpart in Lumen/], [Symbol("s"), /a symbol has no counterpart/], [new Date(0), /an object of class Date/],
    [{ user: { born: new Date(0) } }, /at `\.user\.born`: an object of class Date/], [new (class User {})(), /class User/], [/x/, /class RegExp/],
    [2n ** 63n, /BigInt beyond 64 bits/], [-(2n ** 63n) - 1n, /BigInt beyond 64 bits/], ["\ud800", /half a surrogate pair/],
    [{ "\udc00": 1 }, /half a surrogate pair/], [cyclic, /it contains itself/], [deep, /nested deeper than 200 levels/], [wide, /larger than 64 MB/],
    [{ get x() { throw new Error("mine"); } }, /looking at it threw: mine/], [[revoked.proxy], /at `\[0\]`: looking at it threw/],
    [new Proxy({}, { ownKeys() { throw null; } }), /looking at it threw: null/], [[new Proxy({ a: 1 }, { get() { throw { get message() { throw 1; } }; } })], /at `\[0\]`: looking at it threw/],
    [new Proxy(new Map(), {}), /looking at it threw/], [new Proxy(new Uint8Array(2), {}), /./], [new Array(4e9), /value_size|larger/], [[1, , new WeakMap()], /at `\[2\]`: an object of class WeakMap/],
    [new Map([[{ a: new Date(0) }, 1]]), /at `\[0\]\.a`/], [new Set([new Date(0)]), /class Date/],
  ];
  for (const [answer, message] of cases) {
    const report = await given(answer);
    assert.equal(report.status, "failed");
    assert.match(report.error.message, message);
    assert.match(report.error.message, /^the answer of `give` cannot be used: /);
  }
});

test("what looks strange and has a counterpart passes", async () => {
  const bare = Object.assign(Object.create(null), { a: 1 });
  const cases = [
    [undefined, "null"], [[1, , undefined], "[1, null, null]"], [bare, '{"a": 1}'], [{ a: undefined }, '{"a": null}'], [new Proxy({ a: 1 }, {}), '{"a": 1}'],
    [2n ** 63n - 1n, "9223372036854775807"], [5n, "5"], [2 ** 53, "9007199254740992.0"], [3.0, "3"], [Buffer.from("hi"), 'b"6869"'], ["\ufffd", "\ufffd"],
    [{ variant: "ok", values: [1] }, "ok(1)"], [{ variant: "nope", values: [1] }, '{"values": [1], "variant": "nope"}'], [{ variant: "Mark.Dot", values: [] }, "Dot"],
    [{ variant: "Dot", values: [] }, '{"values": [], "variant": "Dot"}'], [{ variant: "ok", values: [1, 2] }, '{"values": [1, 2], "variant": "ok"}'],
    [Promise.resolve(7), "7"], [{ then: (resolve) => resolve(8) }, "8"], [new Map(), "{}"], [Object.freeze([1]), "[1]"],
  ];
  for (const [answer, text] of cases) assert.equal((await given(answer)).value, text);
});

test("a declared type decides", async () => {
  assert.equal((await given(2, "return give()", "Float")).value, "2.0");
  assert.equal((await given({ x: 1, label: "a" }, "return give()", "Point")).value, 'Point(x: 1, label: "a")');
  assert.equal((await given([[1, 2]], "return give()", "list[tuple[Int, Float]]")).value, "[(1, 2.0)]");
  assert.equal((await given(null, "return give()", "Int?")).value, "null");
  const wrong = await given({ x: "1", label: "a" }, "return give()", "Point");
  assert.equal(wrong.error.message, "the answer of `give` cannot be used: it must be Point, and is map[String, String]");
});

test("an argument that cannot go to JavaScript fails the call", async () => {
  const nest = "cell nest(n: Int) -> Any\n  let mut v: Any = 1\n  for i in 0..n\n    v = [v]\n  end\n  return v\nend\n";
  const run = (n) => compile(`${nest}\nextern cell take(v: Any) -> Any\n\ncell main() -> Any\n  return take(nest(${n}))\nend\n`).start({ externs: { take: () => "taken" } }).finished;
  assert.equal((await run(199)).value, "taken");
  assert.match((await run(2000)).error.message, /an argument of `take` cannot go to JavaScript: it is nested deeper than 200 levels/);
});
