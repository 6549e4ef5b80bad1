//! What one run does otherwise than its definition says.

use serde_json::{Value, json};

/// What one run does otherwise than its definition says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The container that is meant; by default the only one, or the only essential one.
    pub container: Option<String>,
    /// Environment variables, added or put in the place of those of the same name.
    pub env: Vec<(String, String)>,
    /// The command, in the place of the definition's or the image's; empty leaves it.
    pub command: Vec<String>,
}

impl Overrides {
    /// Returns whether nothing is to be otherwise.
    pub fn is_empty(&self) -> bool {
        self.env.is_empty() && self.command.is_empty()
    }

    /// Adds the overrides to a request, beside those that it has.
    pub(super) fn put_into(&self, request: &mut Value, definition: &Value) -> Result<(), String> {
        if self.is_empty() {
            return match &self.container {
                Some(name) => {
                    Err(format!("nothing is said about the container `{name}`: give --env or a command"))
                }
                None => Ok(()),
            };
        }
        let name = self.meant(definition)?;
        if !request["overrides"]["containerOverrides"].is_array() {
            request["overrides"]["containerOverrides"] = json!([]);
        }
        let Some(all) = request["overrides"]["containerOverrides"].as_array_mut() else { return Ok(()) };
        let place = match all.iter().position(|one| one["name"] == name.as_str()) {
            Some(place) => place,
            None => {
                all.push(json!({ "name": name }));
                all.len() - 1
            }
        };
        let one = &mut all[place];
        if !self.command.is_empty() {
            one["command"] = json!(self.command);
        }
        for (name, value) in &self.env {
            if !one["environment"].is_array() {
                one["environment"] = json!([]);
            }
            if let Some(variables) = one["environment"].as_array_mut() {
                variables.retain(|variable| variable["name"] != name.as_str());
                variables.push(json!({ "name": name, "value": value }));
            }
        }
        Ok(())
    }

    fn meant(&self, definition: &Value) -> Result<String, String> {
        let containers: Vec<&Value> =
            definition["containerDefinitions"].as_array().into_iter().flatten().collect();
        let names: Vec<&str> = containers.iter().filter_map(|one| one["name"].as_str()).collect();
        if let Some(wanted) = &self.container {
            return match names.contains(&wanted.as_str()) {
                true => Ok(wanted.clone()),
                false => Err(super::super::unknown_container(wanted, &names)),
            };
        }
        let essential: Vec<&str> = containers
            .iter()
            .filter(|one| one["essential"] != false)
            .filter_map(|one| one["name"].as_str())
            .collect();
        match (names.as_slice(), essential.as_slice()) {
            ([only], _) | (_, [only]) => Ok((*only).to_owned()),
            _ => Err(format!(
                "the task has several essential containers: say which is meant with --container: {}",
                names.join(", ")
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(overrides: &Overrides, mut request: Value) -> Result<Value, String> {
        let definition = json!({ "containerDefinitions": [
            { "name": "app", "essential": true }, { "name": "router", "essential": false },
        ] });
        overrides.put_into(&mut request, &definition)?;
        Ok(request)
    }

    #[test]
    fn overrides_are_added_to_those_of_the_request() {
        let overrides = Overrides {
            container: None,
            env: vec![("LEVEL".to_owned(), "debug".to_owned()), ("DRY".to_owned(), "1".to_owned())],
            command: vec!["bin/migrate".to_owned(), "--check".to_owned()],
        };
        let request = json!({ "overrides": { "cpu": "512", "containerOverrides": [
            { "name": "app", "memory": 512, "environment": [{ "name": "LEVEL", "value": "info" }] },
        ] } });
        let expected = json!({ "overrides": { "cpu": "512", "containerOverrides": [{
            "name": "app",
            "memory": 512,
            "command": ["bin/migrate", "--check"],
            "environment": [{ "name": "LEVEL", "value": "debug" }, { "name": "DRY", "value": "1" }],
        }] } });
        assert_eq!(put(&overrides, request), Ok(expected));
        assert_eq!(put(&Overrides::default(), json!({})), Ok(json!({})), "nothing said, nothing sent");
    }

    #[test]
    fn the_container_that_is_meant_must_be_certain() {
        let env = vec![("A".to_owned(), "1".to_owned())];
        let of = |name: &str| Overrides {
            container: Some(name.to_owned()),
            env: env.clone(),
            ..Overrides::default()
        };
        let put_into = put(&of("router"), json!({})).expect("it is there");
        assert_eq!(put_into["overrides"]["containerOverrides"][0]["name"], "router");
        let told = put(&of("ruoter"), json!({})).expect_err("there is no such container");
        assert!(told.contains("did you mean `router`?"), "{told}");
        let silent = Overrides { container: Some("app".to_owned()), ..Overrides::default() };
        assert!(put(&silent, json!({})).is_err(), "a container alone changes nothing");
        let two = json!({ "containerDefinitions": [{ "name": "a" }, { "name": "b" }] });
        let all = Overrides { env, ..Overrides::default() };
        let told = all.put_into(&mut json!({}), &two).expect_err("either may be meant");
        assert!(told.contains("--container: a, b"), "{told}");
    }
}
