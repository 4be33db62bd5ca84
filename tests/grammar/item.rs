//! Declarations. Those that expressions name are always there, in one of their forms; the others come and go.

use super::ty::Ty;
use super::{Writer, indented};

impl Writer<'_> {
    /// The declarations of a program in order, each with its lines.
    pub fn items(&mut self) -> Vec<String> {
        let mut items = self.directives();
        items.extend([self.constant(), self.aliases(), self.point(), self.shape()]);
        items.extend(self.tools());
        items.push("cell double(n: Int) -> Int = n * 2\n".to_owned());
        items.push(self.checked());
        for _ in 0..1 + self.below(3) {
            items.push(self.cell());
        }
        items.extend(self.odd_item());
        items.extend(self.main());
        items
    }

    fn directives(&mut self) -> Vec<String> {
        let directive = self.one_of(&["", "", "", "@strict true\n", "@deterministic true\n"]);
        Some(directive.to_owned()).filter(|text| !text.is_empty()).into_iter().collect()
    }

    fn constant(&mut self) -> String {
        let forms = [
            "const MAX: Int = 1_000\n",
            "const MAX = 0xFF\n",
            "pub const MAX = 10 + 0b11\n",
            "# About it.\nconst MAX = 7\n",
        ];
        self.one_of(&forms).to_owned()
    }

    fn aliases(&mut self) -> String {
        let count =
            self.one_of(&["type Count = Int\n", "pub type Count = Int\n", "type Count = Int where value < 100_000\n"]);
        let step = self.one_of(&["type Step = fn(Int) -> Int\n", "type Step = fn(Int) -> Int / {http, llm}\n"]);
        let mixed =
            self.one_of(&["", "type Mixed = Int\n  | String\n  | (Int, Bool)\n  | Null\n", "type Callback = fn()\n"]);
        format!("{count}type Many[T] = list[T]\ntype Named[T] = map[String, T]\n{step}{mixed}")
    }

    fn point(&mut self) -> String {
        let word = self.one_of(&["", "pub "]);
        let x = self.one_of(&["x: Int", "x: Int where x < 1_000_000"]);
        let y = self.one_of(&["y: Int = 0", "y: Int = 1 + 1 where y > -1_000_000 and x != 77_777"]);
        let holder = self.one_of(&["", "record Holder[T, U: Show]\n  held: T\n  other: U? = null\nend\n"]);
        format!("{word}record Point\n  {x}\n  {y}\nend\n{holder}")
    }

    fn shape(&mut self) -> String {
        let word = self.one_of(&["", "pub "]);
        let area = self.in_function(|it| {
            it.scope.clear();
            it.operand(Ty::Int, 1)
        });
        let generic = self.one_of(&[
            "",
            "enum Choice[T]\n  Neither\n  This(T)\n  Both(left: T, right: list[T])\nend\n",
            "enum Nothing\nend\nrecord Empty\nend\n",
        ]);
        let match_lines = format!("match self\n  Dot -> 0\n  Circle(r) -> r + {area}\n  Rect(w, h) -> w * h\nend\n");
        let body = indented(&match_lines);
        let method = indented(&format!("cell area(self) -> Int\n{body}end\n"));
        format!("{word}enum Shape\n  Dot\n  Circle(radius: Int)\n  Rect(Int, Int)\n{method}end\n{generic}")
    }

    fn tools(&mut self) -> Vec<String> {
        let from = self.one_of(&["", " from \"web\""]);
        let mut items = vec![format!("use tool llm.chat as Chat{from}\n")];
        let grants = [
            "",
            "grant Chat max_tokens 256 temperature 0.5\n",
            "grant Chat\n  model \"gpt-*\"\n  max_tokens 1_024\n",
            "bind effect llm to Chat\n",
        ];
        items.extend(Some(self.one_of(&grants).to_owned()).filter(|text| !text.is_empty()));
        let externs = [
            "",
            "extern cell host_len(s: String) -> Int / {ffi}\n",
            "extern cell host_log(text)\n",
            "extern cell host_now() -> Int\n",
        ];
        items.extend(Some(self.one_of(&externs).to_owned()).filter(|text| !text.is_empty()));
        items
    }

    fn checked(&mut self) -> String {
        let effects = self.one_of(&["", " / {http}", " / http"]);
        let body = self.in_function(|it| {
            (it.gives_result, it.may_return) = (true, true);
            it.scope = vec![super::Variable { name: "n".to_owned(), ty: Ty::Int, mutable: false }];
            let head = it.block(2);
            let tail = it.expr(Ty::Outcome, 2);
            format!("{head}{tail}\n")
        });
        format!(
            "# Gives a result.\n# On two lines.\ncell checked(n: Int) -> result[Int, String]{effects}\n{}end\n",
            indented(&body)
        )
    }

    fn cell(&mut self) -> String {
        let words = self.one_of(&["", "async ", "pub async ", "export "]);
        let generics = self.one_of(&["", "", "[T]", "[T: Show + Eq, U]"]);
        let effects = self.one_of(&["", " / {http, llm}", " / {}"]);
        let (params, body) = self.in_function(|it| {
            it.scope.clear();
            it.may_return = true;
            let params = it.params();
            let head = it.block(3);
            let tail = it.expr(Ty::Int, 3);
            let word = it.one_of(&["return ", ""]);
            (params, format!("{head}{word}{tail}\n"))
        });
        let name = format!("c{}", self.cells);
        self.cells += 1;
        format!("{words}cell {name}{generics}({params}) -> Int{effects}\n{}end\n", indented(&body))
    }

    fn params(&mut self) -> String {
        let count = self.declare(Ty::Int, false);
        let mut params = format!("{count}: Int");
        match self.below(5) {
            1 => params += &format!(", {} = {}", self.declare(Ty::Text, false), "\"d\""),
            2 => params += &format!(", ...{}: list[Int]", self.declare(Ty::List, false)),
            3 => {
                let default = self.expr(Ty::Bool, 1);
                params += &format!(", {}: Bool = {default}", self.declare(Ty::Bool, false));
            }
            4 => params += &format!(", ({}, _) = (1, \"b\")", self.declare(Ty::Int, false)),
            _ => {}
        }
        params
    }

    /// Something that is refused, in a few programs.
    fn odd_item(&mut self) -> Option<String> {
        let forms = ["trait Show\n  cell show(self) -> String\nend\n", "import a.b\n", "cell odd()\n  yield 1\nend\n"];
        self.choices.one_in(24).then(|| self.one_of(&forms).to_owned())
    }

    fn main(&mut self) -> Vec<String> {
        let is_cell = self.below(4) > 0;
        let body = self.in_function(|it| {
            it.scope.clear();
            it.may_return = is_cell;
            let head = it.block(5);
            let tail = it.tail();
            format!("{head}{tail}\n")
        });
        match is_cell {
            true => vec![format!("cell main() -> Any\n{}end\n", indented(&body))],
            false => vec![body],
        }
    }

    fn tail(&mut self) -> String {
        let ty = self.ty();
        self.expr(ty, 3)
    }
}
