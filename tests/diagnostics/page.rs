//! Reads a page: its heading, its sections, the blocks in them.

use std::path::Path;

/// The sections that every page has, in order.
const SECTIONS: [&str; 3] = ["Why it matters", "Example", "Repair"];

/// The one section that a page may have besides.
const OPTIONAL: &str = "See also";

/// Text longer than this is not read by people who want to go on.
const PROSE_CHARS_MAX: usize = 900;

/// One page.
pub struct Page {
    code: String,
    title: String,
    /// The first one, without a heading of its own, says what the code means.
    sections: Vec<Section>,
}

struct Section {
    title: String,
    prose: String,
    blocks: Vec<Block>,
}

/// A fenced block.
pub struct Block {
    /// What stands behind the fence's backticks.
    pub info: String,
    /// Its lines.
    pub text: String,
}

impl Page {
    /// The page of a code.
    pub fn read(folder: &Path, code: &str) -> Result<Page, String> {
        let file = folder.join(format!("{code}.md"));
        let text = std::fs::read_to_string(file).map_err(|_| format!("there is no docs/diagnostics/{code}.md"))?;
        Ok(Page::of(code, &text))
    }

    fn of(code: &str, text: &str) -> Page {
        let mut page = Page { code: code.to_owned(), title: String::new(), sections: vec![Section::new("")] };
        let mut fence: Option<&str> = None;
        for line in text.lines() {
            let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
            match fence {
                Some(open) if line == open => fence = None,
                Some(_) => page.block().text += &format!("{line}\n"),
                None if ticks.len() >= 3 => {
                    fence = Some(ticks);
                    page.section().blocks.push(Block { info: line[ticks.len()..].to_owned(), text: String::new() });
                }
                None => page.prose_line(line),
            }
        }
        page
    }

    fn prose_line(&mut self, line: &str) {
        if let Some(title) = line.strip_prefix("# ") {
            self.title = title.to_owned();
        } else if let Some(title) = line.strip_prefix("## ") {
            self.sections.push(Section::new(title));
        } else {
            self.section().prose += &format!("{line}\n");
        }
    }

    fn section(&mut self) -> &mut Section {
        self.sections.last_mut().expect("a page begins with a section")
    }

    fn block(&mut self) -> &mut Block {
        self.section().blocks.last_mut().expect("a fence has opened it")
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The first sentence: what the index says.
    pub fn first_sentence(&self) -> String {
        let prose = self.sections[0].prose.split_whitespace().collect::<Vec<_>>().join(" ");
        prose.split_once(". ").map_or(prose.clone(), |(first, _)| format!("{first}."))
    }

    /// The sentences of its prose, links left out.
    pub fn sentences(&self) -> Vec<String> {
        let prose = self.sections.iter().filter(|section| section.title != OPTIONAL).map(|section| &section.prose);
        let joined = prose.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
        joined
            .iter()
            .flat_map(|text| text.split(". "))
            .map(|sentence| sentence.trim_end_matches('.').to_owned())
            .collect()
    }

    /// The blocks of a section.
    pub fn blocks(&self, title: &str) -> &[Block] {
        self.sections.iter().find(|section| section.title == title).map_or(&[], |section| &section.blocks)
    }

    /// The codes that `See also` links to.
    pub fn see_also(&self) -> Vec<String> {
        let prose = self.sections.iter().find(|section| section.title == OPTIONAL).map_or("", |section| &section.prose);
        let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(".md)").next());
        targets.map(str::to_owned).collect()
    }

    /// What its form lacks.
    pub fn complaints(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.title != self.code {
            found.push(format!("the heading should be `# {}`", self.code));
        }
        let titles: Vec<&str> = self.sections[1..].iter().map(|section| section.title.as_str()).collect();
        if titles.strip_suffix(&[OPTIONAL]).unwrap_or(&titles) != SECTIONS {
            found.push(format!("the sections should be {SECTIONS:?}, not {titles:?}"));
        }
        for section in &self.sections {
            let prose = section.prose.trim();
            if prose.is_empty() && section.blocks.is_empty() {
                found.push(format!("the section `{}` is empty", section.title));
            }
            if prose.chars().count() > PROSE_CHARS_MAX {
                found.push(format!("the section `{}` is too long", section.title));
            }
        }
        found
    }
}

impl Section {
    fn new(title: &str) -> Section {
        Section { title: title.to_owned(), prose: String::new(), blocks: Vec::new() }
    }
}
