//! From tokens to a tree.

use serde_json::Value;

use super::lex::Token;

/// A piece of a template.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(String),
    Action(Pipe),
    If { condition: Pipe, then: Vec<Node>, otherwise: Vec<Node> },
    With { value: Pipe, then: Vec<Node>, otherwise: Vec<Node> },
    Range { over: Pipe, body: Vec<Node>, otherwise: Vec<Node> },
    Break,
    Continue,
}

/// Commands, each fed with the result of the one before; the last result may go to variables.
#[derive(Debug, Clone)]
pub(super) struct Pipe {
    /// Without dollar signs; two of them only in `range`.
    pub(super) variables: Vec<String>,
    /// `:=` makes a variable, `=` changes one.
    pub(super) declares: bool,
    pub(super) commands: Vec<Vec<Operand>>,
}

/// A value and the fields that are taken from it.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) head: Head,
    pub(super) fields: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Head {
    Dot,
    Variable(String),
    Literal(Value),
    Nil,
    Function(String),
    Group(Box<Pipe>),
}

/// How deep blocks and parentheses may lie in each other.
const DEEPEST: usize = 100;

/// Why a list of nodes ended.
#[derive(Debug, PartialEq)]
enum Stop {
    Input,
    End,
    Else,
}

/// Makes the tree.
pub(super) fn parse(tokens: Vec<Token>) -> Result<Vec<Node>, String> {
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), depth: 0 };
    match parser.nodes()? {
        (nodes, Stop::Input) => Ok(nodes),
        (_, Stop::End) => Err("unexpected {{end}}".into()),
        (_, Stop::Else) => Err("unexpected {{else}}".into()),
    }
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn nodes(&mut self) -> Result<(Vec<Node>, Stop), String> {
        let mut nodes = Vec::new();
        loop {
            match self.tokens.next() {
                None => return Ok((nodes, Stop::Input)),
                Some(Token::Text(text)) => nodes.push(Node::Text(text)),
                Some(_) => match self.keyword() {
                    Some("end") => return self.close().map(|()| (nodes, Stop::End)),
                    Some("else") => return Ok((nodes, Stop::Else)),
                    Some(word) => nodes.push(self.statement(word)?),
                    None => nodes.push(Node::Action(self.whole_pipe()?)),
                },
            }
        }
    }

    /// Takes the next token when it is a word of the language.
    fn keyword(&mut self) -> Option<&'static str> {
        let words = ["end", "else", "if", "with", "range", "break", "continue", "define", "template", "block"];
        let Some(Token::Name(name)) = self.tokens.peek() else { return None };
        let word = words.into_iter().find(|word| word == name)?;
        self.tokens.next();
        Some(word)
    }

    fn statement(&mut self, word: &str) -> Result<Node, String> {
        match word {
            "break" => self.close().map(|()| Node::Break),
            "continue" => self.close().map(|()| Node::Continue),
            "if" => self.deeper(|parser| {
                let condition = parser.whole_pipe()?;
                let (then, otherwise) = parser.branches("if")?;
                Ok(Node::If { condition, then, otherwise })
            }),
            "with" => self.deeper(|parser| {
                let value = parser.whole_pipe()?;
                let (then, otherwise) = parser.branches("with")?;
                Ok(Node::With { value, then, otherwise })
            }),
            "range" => self.deeper(|parser| {
                let over = parser.whole_pipe()?;
                let (body, otherwise) = parser.branches("range")?;
                Ok(Node::Range { over, body, otherwise })
            }),
            _ => Err(format!("{{{{{word}}}}} is not supported")),
        }
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, String>) -> Result<T, String> {
        if self.depth >= DEEPEST {
            return Err("blocks or parentheses are nested too deeply".into());
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// What is between the head of a block and its `{{end}}`, and what is behind its `{{else}}`.
    fn branches(&mut self, word: &'static str) -> Result<(Vec<Node>, Vec<Node>), String> {
        let (then, stop) = self.nodes()?;
        match stop {
            Stop::End => return Ok((then, Vec::new())),
            Stop::Input => return Err(format!("{{{{{word}}}}} has no {{{{end}}}}")),
            Stop::Else => {}
        }
        if let Some(word) = self.keyword() {
            // `{{else if …}}` shares the `{{end}}` of the block that it belongs to.
            return match word {
                "if" | "with" => Ok((then, vec![self.statement(word)?])),
                _ => Err(format!("unexpected {word} after else")),
            };
        }
        self.close()?;
        match self.nodes()? {
            (otherwise, Stop::End) => Ok((then, otherwise)),
            _ => Err(format!("{{{{{word}}}}} has no {{{{end}}}}")),
        }
    }

    fn close(&mut self) -> Result<(), String> {
        match self.tokens.next() {
            Some(Token::Close) => Ok(()),
            other => Err(format!("unexpected {}", describe(other.as_ref()))),
        }
    }

    fn whole_pipe(&mut self) -> Result<Pipe, String> {
        let pipe = self.pipe()?;
        self.close().map(|()| pipe)
    }

    fn pipe(&mut self) -> Result<Pipe, String> {
        let (variables, declares) = self.declaration();
        let mut commands = vec![self.command()?];
        while self.tokens.next_if_eq(&Token::Sign("|")).is_some() {
            commands.push(self.command()?);
        }
        Ok(Pipe { variables, declares, commands })
    }

    /// `$x :=`, `$k, $v :=` or `$x =` at the head of a pipe.
    fn declaration(&mut self) -> (Vec<String>, bool) {
        let mut ahead = self.tokens.clone();
        let mut names = Vec::new();
        while let Some(Token::Variable(name)) = ahead.next() {
            names.push(name);
            match ahead.next() {
                Some(Token::Sign(",")) => {}
                Some(Token::Sign(sign @ (":=" | "="))) => {
                    self.tokens = ahead;
                    return (names, sign == ":=");
                }
                _ => break,
            }
        }
        (Vec::new(), false)
    }

    fn command(&mut self) -> Result<Vec<Operand>, String> {
        let mut operands = Vec::new();
        loop {
            match self.tokens.peek() {
                None | Some(Token::Close | Token::Sign(")" | "|")) if operands.is_empty() => {
                    return Err("missing value".into());
                }
                None | Some(Token::Close | Token::Sign(")" | "|")) => return Ok(operands),
                Some(_) => operands.push(self.operand()?),
            }
        }
    }

    fn operand(&mut self) -> Result<Operand, String> {
        let mut fields = Vec::new();
        let head = match self.tokens.next() {
            Some(Token::Dot) => Head::Dot,
            Some(Token::Field { name, .. }) => {
                fields.push(name);
                Head::Dot
            }
            Some(Token::Variable(name)) => Head::Variable(name),
            Some(Token::Literal(value)) => Head::Literal(value),
            Some(Token::Name(name)) => match name.as_str() {
                "true" => Head::Literal(true.into()),
                "false" => Head::Literal(false.into()),
                "nil" => Head::Nil,
                _ => Head::Function(name),
            },
            Some(Token::Sign("(")) => self.deeper(Self::group)?,
            other => return Err(format!("unexpected {}", describe(other.as_ref()))),
        };
        while let Some(Token::Field { name, .. }) =
            self.tokens.next_if(|t| matches!(t, Token::Field { glued: true, .. }))
        {
            fields.push(name);
        }
        Ok(Operand { head, fields })
    }

    fn group(&mut self) -> Result<Head, String> {
        let pipe = self.pipe()?;
        match self.tokens.next() {
            Some(Token::Sign(")")) => Ok(Head::Group(Box::new(pipe))),
            _ => Err("unclosed left parenthesis".into()),
        }
    }
}

fn describe(token: Option<&Token>) -> String {
    match token {
        None => "end of the template".into(),
        Some(Token::Close) => "}}".into(),
        Some(Token::Open | Token::Text(_)) => "text".into(),
        Some(Token::Name(name)) => name.clone(),
        Some(Token::Field { name, .. }) => format!(".{name}"),
        Some(Token::Dot) => "dot".into(),
        Some(Token::Variable(name)) => format!("${name}"),
        Some(Token::Literal(value)) => value.to_string(),
        Some(Token::Sign(sign)) => format!("{sign:?}"),
    }
}
