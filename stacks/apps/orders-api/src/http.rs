//! As much HTTP as the example needs: one request a connection, no body read.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use orders_api::OrdersEnv;

/// The longest request line that is read.
const LONGEST_LINE: u64 = 8 * 1024;

/// What every connection needs of the environment.
struct Settings {
    timeout: Duration,
    page_size: u16,
    origins: Vec<String>,
}

/// Answers requests until the listener fails.
pub(crate) fn serve(listener: &TcpListener, env: &OrdersEnv) -> io::Result<()> {
    let origins = env.allowed_origins.iter().flatten().map(ToString::to_string).collect();
    let settings =
        Arc::new(Settings { timeout: env.request_timeout, page_size: env.page_size.get(), origins });
    for connection in listener.incoming() {
        let connection = connection?;
        let settings = Arc::clone(&settings);
        // A client that hangs up or stalls costs its own thread alone.
        thread::spawn(move || {
            let _ = answer(connection, &settings);
        });
    }
    Ok(())
}

fn answer(connection: TcpStream, settings: &Settings) -> io::Result<()> {
    // A timeout of zero is an error to the system, and means none to people.
    let timeout = Some(settings.timeout).filter(|timeout| !timeout.is_zero());
    connection.set_read_timeout(timeout)?;
    connection.set_write_timeout(timeout)?;
    let mut lines = BufReader::new(io::Read::take(&connection, LONGEST_LINE)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut origin = None;
    for line in lines {
        let line = line?;
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("origin") => {
                origin = Some(value.trim().to_owned())
            }
            Some(_) => {}
            None => break,
        }
    }
    let (status, body) = respond(&request, settings);
    let allowed = origin.filter(|origin| settings.origins.contains(origin));
    let allow =
        allowed.map(|origin| format!("access-control-allow-origin: {origin}\r\n")).unwrap_or_default();
    write!(
        &connection,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{allow}connection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Returns the status line and body for a request line such as `GET /healthz HTTP/1.1`.
fn respond(request: &str, settings: &Settings) -> (&'static str, String) {
    let mut words = request.split(' ');
    match (words.next(), words.next()) {
        (Some("GET"), Some("/healthz")) => ("200 OK", "{\"status\":\"ok\"}".to_owned()),
        (Some("GET"), Some("/orders")) => {
            ("200 OK", format!("{{\"orders\":[],\"pageSize\":{}}}", settings.page_size))
        }
        (Some("GET"), Some(_)) => ("404 Not Found", "{\"error\":\"no such path\"}".to_owned()),
        (Some(_), Some(_)) => ("405 Method Not Allowed", "{\"error\":\"only GET is answered\"}".to_owned()),
        _ => ("400 Bad Request", "{\"error\":\"this is not HTTP\"}".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_their_answers() {
        let settings = Settings { timeout: Duration::ZERO, page_size: 7, origins: Vec::new() };
        for (request, status) in [
            ("GET /healthz HTTP/1.1", "200 OK"),
            ("GET /orders HTTP/1.1", "200 OK"),
            ("GET / HTTP/1.1", "404 Not Found"),
            ("POST /orders HTTP/1.1", "405 Method Not Allowed"),
            ("", "400 Bad Request"),
            ("nonsense", "400 Bad Request"),
        ] {
            assert_eq!(respond(request, &settings).0, status, "{request}");
        }
        assert_eq!(respond("GET /orders HTTP/1.1", &settings).1, "{\"orders\":[],\"pageSize\":7}");
    }
}
