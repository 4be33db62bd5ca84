//! `cargo xtask serve`: the built page on a local address.

use crate::arguments::Arguments;
use crate::process::{command, within};
use crate::say::{Failure, Outcome, step};
use crate::{paths, www};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A request's first line and headers are cut off here.
const REQUEST_BYTES_MAX: u64 = 64 * 1024;

/// Builds what is stale, then serves until the process is ended.
pub fn run(arguments: &Arguments) -> Outcome<()> {
    let listener = listen(arguments.port)?;
    www::build(arguments)?;
    let port = listener.local_addr().map_or(arguments.port, |address| address.port());
    let address = format!("http://127.0.0.1:{port}/");
    println!("The playground is at {address}  (Ctrl+C ends it)");
    if arguments.open {
        open(&address);
    }
    serve(&listener, &paths::at("www/dist"))
}

fn listen(port: u16) -> Outcome<TcpListener> {
    TcpListener::bind(("127.0.0.1", port))
        .map_err(|error| Failure(format!("port {port} cannot be used ({error}): choose another with --port N")))
}

fn serve(listener: &TcpListener, folder: &Path) -> Outcome<()> {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        // A browser that goes away in the middle of an answer is no failure of ours.
        std::thread::spawn(move || answer(stream, &folder).ok());
    }
    Ok(())
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(REQUEST_BYTES_MAX));
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 0 && !header.trim().is_empty() {
        header.clear();
    }
    let mut words = first.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or("/"));
    let body = match method {
        "GET" | "HEAD" => resolve(folder, target).and_then(|file| Some((mime(&file), std::fs::read(&file).ok()?))),
        _ => {
            return write!(stream, "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    };
    let (status, mime, body) = match body {
        Some((mime, body)) => ("200 OK", mime, body),
        None => ("404 Not Found", "text/plain; charset=utf-8", b"There is no such file.\n".to_vec()),
    };
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\n")?;
    write!(stream, "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n")?;
    if method == "GET" { stream.write_all(&body) } else { Ok(()) }
}

/// The file that a request's target names; none if it would lead out of the folder.
fn resolve(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or("");
    let path = decode_percent(path)?;
    let mut file = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn decode_percent(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Opens a window if there is a desktop; nothing depends on it.
fn open(address: &str) {
    let has_desktop = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ if has_desktop && paths::has("xdg-open") => "xdg-open",
        _ => return,
    };
    if !within(Duration::from_secs(10), command(program).arg(address)) {
        step("serve", "no browser window could be opened: use the address above");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> PathBuf {
        let folder = paths::at("target").join(name);
        std::fs::create_dir_all(folder.join("a b")).unwrap();
        std::fs::write(folder.join("index.html"), "<p>front</p>").unwrap();
        std::fs::write(folder.join("a b/x.wasm"), "\0asm").unwrap();
        folder
    }

    #[test]
    fn finds_files_and_the_front_page() {
        let folder = fixture("serve-resolve");
        assert_eq!(resolve(&folder, "/?embed=1"), Some(folder.join("index.html")));
        assert_eq!(resolve(&folder, "/a%20b/x.wasm"), Some(folder.join("a b/x.wasm")));
        assert_eq!(resolve(&folder, "/nothing"), None);
    }

    #[test]
    fn never_leads_out_of_the_folder() {
        let folder = fixture("serve-escape");
        for target in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/a b/..%2f..%2fCargo.toml", "//../Cargo.toml", "/%zz"] {
            assert_eq!(resolve(&folder, target), None, "{target}");
        }
    }

    #[test]
    fn answers_with_the_type_a_browser_needs() {
        let folder = fixture("serve-answer");
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.write_all(b"GET /a%20b/x.wasm HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
        answer(listener.accept().unwrap().0, &folder).unwrap();
        let mut text = String::new();
        client.read_to_string(&mut text).unwrap();
        assert!(
            text.starts_with("HTTP/1.1 200 OK\r\nContent-Type: application/wasm\r\nContent-Length: 4\r\n"),
            "{text}"
        );
        assert!(text.ends_with("\r\n\r\n\0asm"), "{text}");
    }
}
