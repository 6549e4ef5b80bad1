//! The query protocol of IAM and STS: a form in, XML out.

use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use super::{HttpAnswer, Request, respond, unknown_operation};
use crate::aws::Service;
use crate::simulator::state::Refusal;

const CONTENT_TYPE: &str = "text/xml";
const IAM: &str = "https://iam.amazonaws.com/doc/2010-05-08/";
const STS: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

pub(super) fn read(body: &[u8]) -> Result<Request, Box<HttpAnswer>> {
    let mut input = Value::Object(Map::new());
    let (mut action, mut version) = (String::new(), String::new());
    for (key, value) in pairs(body) {
        match key.as_str() {
            "Action" => action = value,
            "Version" => version = value,
            _ => put(&mut input, key.split('.'), value),
        }
    }
    let service = match version.as_str() {
        "2010-05-08" => Service::Iam,
        "2011-06-15" => Service::Sts,
        _ => return Err(Box::new(refuse(Service::Iam, &unknown_operation(&action), "unknown"))),
    };
    let input = members_to_lists(input);
    Ok(Request { service, operation: action, input, user: String::new() })
}

fn pairs(body: &[u8]) -> impl Iterator<Item = (String, String)> {
    body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        (decode(&pair[..at]), decode(pair.get(at + 1..).unwrap_or_default()))
    })
}

fn decode(bytes: &[u8]) -> String {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

/// Puts `Tags.member.1.Key=a` under `Tags`, `member`, `1`, `Key`.
fn put<'a>(into: &mut Value, mut path: impl Iterator<Item = &'a str>, value: String) {
    let Some(step) = path.next() else {
        *into = Value::String(value);
        return;
    };
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Value::Object(members) = into {
        put(members.entry(step).or_insert(Value::Null), path, value);
    }
}

/// Turns `{"member": {"1": a, "2": b}}` into `[a, b]`, in the order of the numbers.
fn members_to_lists(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    if members.len() == 1
        && let Some(Value::Object(numbered)) = members.get("member")
    {
        let mut items: Vec<(u32, &Value)> =
            numbered.iter().map(|(number, item)| (number.parse().unwrap_or(u32::MAX), item)).collect();
        items.sort_by_key(|(number, _)| *number);
        return items.into_iter().map(|(_, item)| members_to_lists(item.clone())).collect();
    }
    members.into_iter().map(|(name, value)| (name, members_to_lists(value))).collect()
}

pub(super) fn answer(service: Service, operation: &str, output: &Value, request_id: &str) -> HttpAnswer {
    let mut xml = String::new();
    xml.push_str(&format!("<{operation}Response xmlns=\"{}\">", namespace(service)));
    if output.as_object().is_some_and(|members| !members.is_empty()) {
        xml.push_str(&format!("<{operation}Result>"));
        write(&mut xml, output);
        xml.push_str(&format!("</{operation}Result>"));
    }
    xml.push_str(&format!("<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"));
    xml.push_str(&format!("</{operation}Response>"));
    respond(200, CONTENT_TYPE, request_id, xml)
}

pub(super) fn refuse(service: Service, refusal: &Refusal, request_id: &str) -> HttpAnswer {
    let fault = if refusal.status() >= 500 { "Receiver" } else { "Sender" };
    let mut xml =
        format!("<ErrorResponse xmlns=\"{}\"><Error><Type>{fault}</Type><Code>", namespace(service));
    escape(&mut xml, refusal.code());
    xml.push_str("</Code><Message>");
    escape(&mut xml, refusal.message());
    xml.push_str(&format!("</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>"));
    respond(refusal.status(), CONTENT_TYPE, request_id, xml)
}

fn namespace(service: Service) -> &'static str {
    if service == Service::Sts { STS } else { IAM }
}

fn write(xml: &mut String, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) => escape(xml, text),
        Value::Bool(_) | Value::Number(_) => xml.push_str(&value.to_string()),
        Value::Array(items) => items.iter().for_each(|item| element(xml, "member", item)),
        Value::Object(members) => members.iter().for_each(|(name, value)| element(xml, name, value)),
    }
}

fn element(xml: &mut String, name: &str, value: &Value) {
    if value.is_null() {
        return;
    }
    xml.push_str(&format!("<{name}>"));
    write(xml, value);
    xml.push_str(&format!("</{name}>"));
}

fn escape(xml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            other => xml.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn flat_keys_become_the_nested_request() {
        let body = b"Action=CreateRole&Version=2010-05-08&RoleName=a%2Bb&Description=two+words\
            &Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.10.Key=z&Tags.member.2.Key=y";
        let request = read(body).expect("an IAM request");
        assert_eq!(request.operation, "CreateRole");
        assert_eq!(
            request.input,
            json!({
                "RoleName": "a+b",
                "Description": "two words",
                "Tags": [{ "Key": "k", "Value": "v" }, { "Key": "y" }, { "Key": "z" }],
            })
        );
    }

    #[test]
    fn an_answer_is_escaped_and_lists_have_members() {
        let mut xml = String::new();
        write(&mut xml, &json!({ "Roles": [{ "Path": "/a&b/" }], "IsTruncated": false, "Marker": null }));
        assert_eq!(
            xml,
            "<IsTruncated>false</IsTruncated><Roles><member><Path>/a&amp;b/</Path></member></Roles>"
        );
    }
}
