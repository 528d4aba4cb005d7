//! Filling a tree in with data.

use std::borrow::Cow;

use serde_json::Value;

use super::parse::{Head, Node, Operand, Pipe};
use super::{MAPS, funcs, printf};

/// A value on its way through a template.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub(super) value: Cow<'a, Value>,
    /// The keys of this object are data: a missing one is no error.
    pub(super) is_map: bool,
    /// A key that a map does not have.
    pub(super) is_missing: bool,
}

impl<'a> Item<'a> {
    pub(super) fn new(value: impl Into<Value>) -> Self {
        Item { value: Cow::Owned(value.into()), is_map: false, is_missing: false }
    }

    fn borrowed(value: &'a Value) -> Self {
        Item { value: Cow::Borrowed(value), is_map: false, is_missing: false }
    }

    fn missing() -> Self {
        Item { is_missing: true, ..Item::new(Value::Null) }
    }

    /// As `{{…}}` prints it.
    pub(super) fn print(&self) -> String {
        if self.is_missing { "<no value>".to_owned() } else { printf::print(&self.value) }
    }

    /// Whether `if` takes it for true: not zero, not empty.
    pub(super) fn is_true(&self) -> bool {
        match self.value.as_ref() {
            Value::Null => false,
            Value::Bool(value) => *value,
            Value::Number(number) => number.as_f64() != Some(0.0),
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(fields) => !fields.is_empty(),
        }
    }
}

/// What ends a list of nodes early.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Flow {
    Next,
    Break,
    Continue,
}

struct Scope<'a> {
    out: String,
    variables: Vec<(String, Item<'a>)>,
}

/// Renders `nodes` with `data` as the dot.
pub(super) fn render(nodes: &[Node], data: &Value) -> Result<String, String> {
    let dot = Item::borrowed(data);
    let mut scope = Scope { out: String::new(), variables: vec![(String::new(), dot.clone())] };
    match scope.nodes(nodes, &dot)? {
        Flow::Next => Ok(scope.out),
        _ => Err("break or continue outside of range".into()),
    }
}

impl<'a> Scope<'a> {
    fn nodes(&mut self, nodes: &[Node], dot: &Item<'a>) -> Result<Flow, String> {
        let variables = self.variables.len();
        let mut flow = Flow::Next;
        for node in nodes {
            flow = self.node(node, dot)?;
            if flow != Flow::Next {
                break;
            }
        }
        self.variables.truncate(variables);
        Ok(flow)
    }

    fn node(&mut self, node: &Node, dot: &Item<'a>) -> Result<Flow, String> {
        match node {
            Node::Text(text) => self.out.push_str(text),
            Node::Action(pipe) => {
                let value = self.pipe(pipe, dot)?;
                if pipe.variables.is_empty() {
                    self.out.push_str(&value.print());
                }
                self.assign(pipe, value)?;
            }
            Node::Break => return Ok(Flow::Break),
            Node::Continue => return Ok(Flow::Continue),
            Node::Range { over, body, otherwise } => return self.range(over, body, otherwise, dot),
            Node::If { condition, then, otherwise } => return self.branch(condition, then, otherwise, dot, false),
            Node::With { value, then, otherwise } => return self.branch(value, then, otherwise, dot, true),
        }
        Ok(Flow::Next)
    }

    fn branch(
        &mut self,
        pipe: &Pipe,
        then: &[Node],
        otherwise: &[Node],
        dot: &Item<'a>,
        with: bool,
    ) -> Result<Flow, String> {
        let variables = self.variables.len();
        let value = self.pipe(pipe, dot)?;
        self.assign(pipe, value.clone())?;
        let flow = match (value.is_true(), with) {
            (true, true) => self.nodes(then, &value),
            (true, false) => self.nodes(then, dot),
            (false, _) => self.nodes(otherwise, dot),
        };
        self.variables.truncate(variables);
        flow
    }

    fn range(&mut self, over: &Pipe, body: &[Node], otherwise: &[Node], dot: &Item<'a>) -> Result<Flow, String> {
        let value = self.pipe(over, dot)?;
        let items = elements(value)?;
        if items.is_empty() {
            return self.nodes(otherwise, dot);
        }
        for (key, item) in items {
            let variables = self.variables.len();
            match over.variables.as_slice() {
                [] => {}
                [element] => self.variables.push((element.clone(), item.clone())),
                [index, element, ..] => {
                    self.variables.push((index.clone(), key));
                    self.variables.push((element.clone(), item.clone()));
                }
            }
            let flow = self.nodes(body, &item)?;
            self.variables.truncate(variables);
            if flow == Flow::Break {
                break;
            }
        }
        Ok(Flow::Next)
    }

    fn assign(&mut self, pipe: &Pipe, value: Item<'a>) -> Result<(), String> {
        match pipe.variables.as_slice() {
            [] => Ok(()),
            [name] if pipe.declares => {
                self.variables.push((name.clone(), value));
                Ok(())
            }
            [name] => {
                let old = self.variables.iter_mut().rev().find(|(known, _)| known == name);
                old.map(|(_, old)| *old = value).ok_or_else(|| format!("undefined variable ${name}"))
            }
            _ => Err("only range may have two variables".into()),
        }
    }

    fn pipe(&self, pipe: &Pipe, dot: &Item<'a>) -> Result<Item<'a>, String> {
        let mut last = None;
        for command in &pipe.commands {
            last = Some(self.command(command, dot, last)?);
        }
        last.ok_or_else(|| "missing value".into())
    }

    fn command(&self, operands: &[Operand], dot: &Item<'a>, piped: Option<Item<'a>>) -> Result<Item<'a>, String> {
        let Some((first, rest)) = operands.split_first() else { return Err("missing value".into()) };
        let mut arguments = rest.iter().map(|operand| self.operand(operand, dot)).collect::<Result<Vec<_>, _>>()?;
        arguments.extend(piped);
        match (&first.head, first.fields.split_last()) {
            (Head::Function(name), None) => funcs::call(name, &arguments),
            (_, Some((method, fields))) if !arguments.is_empty() => {
                let receiver = Operand { head: first.head.clone(), fields: fields.to_vec() };
                funcs::method(&self.operand(&receiver, dot)?, method, &arguments)
            }
            _ if arguments.is_empty() => self.operand(first, dot),
            _ => Err("cannot give arguments to what is not a function".into()),
        }
    }

    fn operand(&self, operand: &Operand, dot: &Item<'a>) -> Result<Item<'a>, String> {
        let mut path = String::new();
        let mut item = match &operand.head {
            Head::Dot => dot.clone(),
            Head::Literal(value) => Item::new(value.clone()),
            Head::Nil => Item::new(Value::Null),
            Head::Group(pipe) => self.pipe(pipe, dot)?,
            Head::Function(name) => funcs::call(name, &[])?,
            Head::Variable(name) => {
                path.push_str(&format!("${name}"));
                let known = self.variables.iter().rev().find(|(known, _)| known == name);
                known.map(|(_, item)| item.clone()).ok_or_else(|| format!("undefined variable ${name}"))?
            }
        };
        for field in &operand.fields {
            item = field_of(item, field, &path)?;
            path.push('.');
            path.push_str(field);
        }
        Ok(item)
    }
}

/// The pairs of key and value that `range` goes through; keys of objects in order.
fn elements(over: Item<'_>) -> Result<Vec<(Item<'_>, Item<'_>)>, String> {
    match over.value {
        Cow::Borrowed(Value::Array(items)) => {
            Ok(items.iter().enumerate().map(|(at, item)| (Item::new(at as u64), Item::borrowed(item))).collect())
        }
        Cow::Borrowed(Value::Object(fields)) => {
            let mut pairs: Vec<_> = fields.iter().map(|(key, value)| (key.as_str(), Item::borrowed(value))).collect();
            pairs.sort_by_key(|(key, _)| *key);
            Ok(pairs.into_iter().map(|(key, item)| (Item::new(key), item)).collect())
        }
        Cow::Owned(Value::Array(items)) => Ok(numbered_owned(items)),
        Cow::Owned(Value::Object(fields)) => {
            let mut pairs: Vec<_> = fields.into_iter().collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(pairs.into_iter().map(|(key, value)| (Item::new(key), Item::new(value))).collect())
        }
        Cow::Borrowed(Value::Null) | Cow::Owned(Value::Null) => Ok(Vec::new()),
        other => match other.as_u64() {
            Some(count) if count <= 1 << 20 => Ok(numbered_owned((0..count).map(Value::from).collect())),
            _ => Err(format!("range cannot go through {}", printf::print(&other))),
        },
    }
}

fn numbered_owned<'a>(items: Vec<Value>) -> Vec<(Item<'a>, Item<'a>)> {
    items.into_iter().enumerate().map(|(at, item)| (Item::new(at as u64), Item::new(item))).collect()
}

/// `.field` of `item`, which was reached by `path`.
fn field_of<'a>(item: Item<'a>, field: &str, path: &str) -> Result<Item<'a>, String> {
    let is_map = item.is_map;
    let found = match item.value {
        Cow::Borrowed(Value::Object(fields)) => match fields.get(field) {
            Some(value) => Ok(Some(Cow::Borrowed(value))),
            None => Err(fields.keys().cloned().collect::<Vec<_>>()),
        },
        Cow::Owned(Value::Object(mut fields)) => match fields.swap_remove(field) {
            Some(value) => Ok(Some(Cow::Owned(value))),
            None => Err(fields.keys().cloned().collect()),
        },
        value if value.is_null() => Ok(None),
        value => {
            let what = if path.is_empty() { printf::print(&value) } else { path.to_owned() };
            return Err(format!("{what} has no fields, so there is no .{field} in it"));
        }
    };
    match found {
        Ok(Some(value)) => Ok(Item { value, is_map: MAPS.contains(&field), is_missing: false }),
        Ok(None) => Ok(Item::missing()),
        Err(_) if is_map => Ok(Item::missing()),
        Err(names) => Err(no_field(field, path, names)),
    }
}

fn no_field(field: &str, path: &str, mut names: Vec<String>) -> String {
    let place = if path.is_empty() { String::new() } else { format!(" in {path}") };
    let near = names.iter().find(|name| name.eq_ignore_ascii_case(field)).cloned();
    let near = near.map_or(String::new(), |name| format!("; did you mean .{name}?"));
    names.sort_unstable();
    format!("there is no field .{field}{place}{near}; the fields are {}", names.join(", "))
}
