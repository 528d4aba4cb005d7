//! `coracle login` and `coracle logout`.

use std::io::{IsTerminal, Read};

use crate::cli::{LoginArgs, LogoutArgs};
use crate::commands::Context;
use crate::config::{Auth, AuthFile, Credentials, Registries};
use crate::error::{Context as _, Error, Result};
use crate::image;
use crate::name::{ImageName, Reference};
use crate::store::secrets::{self, Secret};
use crate::ui::{ask, out};

use super::push::of_registry;

/// Asks a registry whether it knows the user, and keeps the credentials then.
pub(crate) fn login(args: &LoginArgs, context: &Context) -> Result<u8> {
    let registries = Registries::load(&context.env)?;
    let key = Key::parse(args.name.as_deref(), &registries)?;
    let known = known(args, context, &registries, &key)?;
    if args.get_login {
        let Some(Credentials::Password { user, .. }) = known else { return Err(not_logged_in(&key.text)) };
        return out::line(user).map(|()| 0);
    }
    if args.compat_auth_file.is_some() && key.text.contains('/') {
        return Err(
            Error::new(format!("{}: docker's format has no credentials for parts of a registry", key.text)).into()
        );
    }
    let check = |credentials: &Credentials| {
        image::knows_user(&context.env, &key.host, &of_registry(&args.registry, Some(credentials)))
    };
    let secret = args.secret.as_deref().map(|typed| secret(context, typed)).transpose()?;
    let unattended = args.username.is_some() || args.password.is_some() || args.password_stdin || secret.is_some();
    if let Some(known) = known.as_ref().filter(|_| !unattended) {
        out::line(format_args!("Authenticating with existing credentials for {}", key.text))?;
        if check(known)? {
            out::line(format_args!("Existing credentials are valid. Already logged in to {}", key.text))?;
            return Ok(0);
        }
        out::line("Existing credentials are invalid, please enter valid username and password")?;
    }
    let (user, password) = match &secret {
        Some(secret) => (args.username.as_deref().unwrap_or(secret.name()).to_owned(), text_of(secret)?),
        None => credentials(args, known.as_ref())?,
    };
    let given = Credentials::Password { user: user.clone(), password: password.clone() };
    if !check(&given)? {
        return Err(Error::new(format!("logging into {:?}: invalid username/password", key.text)).into());
    }
    let file = file(args, context, &registries)?;
    let helper = file.store(&key.text, &user, &password)?;
    if args.verbose {
        out::line(format_args!("Used: {}", helper.unwrap_or_else(|| file.path().display().to_string())))?;
    }
    out::line("Login Succeeded!").map(|()| 0)
}

fn secret(context: &Context, typed: &str) -> Result<Secret> {
    let found = secrets::find(context.store()?, typed)?;
    let none = || Error::new(format!("no secret with name or id {typed:?}: no such secret"));
    found.ok_or_else(|| none().hint("`coracle secret ls` lists what is here").into())
}

/// What a secret says, as a password.
fn text_of(secret: &Secret) -> Result<String> {
    let text = String::from_utf8(secret.data()?);
    let text = text.map_err(|_| Error::new(format!("the secret {} is no text", secret.name())))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn file(args: &LoginArgs, context: &Context, registries: &Registries) -> Result<AuthFile> {
    match &args.compat_auth_file {
        Some(path) => Ok(AuthFile::docker(path)),
        None => AuthFile::new(&context.env, args.registry.authfile.as_deref(), &registries.credential_helpers),
    }
}

/// The credentials that are kept for the registry so far.
fn known(args: &LoginArgs, context: &Context, registries: &Registries, key: &Key) -> Result<Option<Credentials>> {
    let named = args.compat_auth_file.as_deref().or(args.registry.authfile.as_deref());
    // The file that is to be written need not be there yet.
    if named.is_some_and(|path| !path.exists()) {
        return Ok(None);
    }
    Auth::new(&context.env, named, &registries.credential_helpers).lookup(&key.reference())
}

/// User and password from the flags, standard input or, where that is a terminal, whoever sits there.
fn credentials(args: &LoginArgs, known: Option<&Credentials>) -> Result<(String, String)> {
    let terminal = std::io::stdin().is_terminal();
    let user = match (&args.username, terminal && !args.password_stdin) {
        (Some(user), _) => user.clone(),
        (None, true) => asked_user(known)?,
        (None, false) => {
            return Err(Error::new("there is nobody to ask for the user")
                .hint("give --username and --password-stdin")
                .into());
        }
    };
    let password = match &args.password {
        Some(password) => password.clone(),
        None if args.password_stdin => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("cannot read the password")?;
            text.trim_end_matches(['\r', '\n']).to_owned()
        }
        None if terminal => ask::secret("Password: ")?,
        None => {
            return Err(Error::new("there is nobody to ask for the password").hint("give --password-stdin").into());
        }
    };
    Ok((user, password))
}

fn asked_user(known: Option<&Credentials>) -> Result<String> {
    let before = match known {
        Some(Credentials::Password { user, .. }) => user.as_str(),
        _ => "",
    };
    let prompt = if before.is_empty() { "Username: ".to_owned() } else { format!("Username ({before}): ") };
    let typed = ask::line(&prompt)?;
    Ok(if typed.is_empty() { before.to_owned() } else { typed })
}

/// Forgets credentials.
pub(crate) fn logout(args: &LogoutArgs, context: &Context) -> Result<u8> {
    let LogoutArgs { all, authfile, compat_auth_file, name } = args;
    let registries = Registries::load(&context.env)?;
    let file = match compat_auth_file {
        Some(path) => AuthFile::docker(path),
        None => AuthFile::new(&context.env, authfile.as_deref(), &registries.credential_helpers)?,
    };
    if *all {
        file.forget_all()?;
        return out::line("Removed login credentials for all registries").map(|()| 0);
    }
    let key = Key::parse(name.as_deref(), &registries)?;
    if file.forget(&key.text)? {
        return out::line(format_args!("Removed login credentials for {}", key.text)).map(|()| 0);
    }
    let elsewhere = authfile.is_none() && compat_auth_file.is_none();
    let others = Auth::new(&context.env, None, &registries.credential_helpers);
    if elsewhere && others.lookup(&key.reference())?.is_some() {
        return Err(Error::new(format!(
            "{} has no credentials for {}, another file has",
            file.path().display(),
            key.text
        ))
        .hint("name the file with --authfile or, if docker has written it, --compat-auth-file")
        .into());
    }
    Err(not_logged_in(&key.text))
}

fn not_logged_in(key: &str) -> anyhow::Error {
    Error::new(format!("not logged into {key}")).into()
}

/// What credentials are kept for: `host` or `host/namespace`.
struct Key {
    text: String,
    host: String,
}

impl Key {
    fn parse(typed: Option<&str>, registries: &Registries) -> Result<Self> {
        let first = || registries.search_list().first().map(|host| (*host).to_owned());
        let typed =
            typed.map(str::to_owned).or_else(first).context("registries.conf names no registry to log in to")?;
        let bare = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or(&typed);
        let text = bare.trim_end_matches('/').to_owned();
        let host = text.split('/').next().unwrap_or_default().to_owned();
        // A host becomes the host of some name, so that it is looked at as in a name.
        let probe = if text.contains('/') { text.clone() } else { format!("{text}/x") };
        match ImageName::parse(&probe) {
            Ok(ImageName::Full(name)) if name.digest.is_none() && !after_host(&text).contains(':') => {
                let docker_hub = name.host == "docker.io";
                Ok(Key { text: if docker_hub { text.replacen(&host, "docker.io", 1) } else { text }, host: name.host })
            }
            Err(error) => Err(error.into()),
            _ => Err(Error::new(format!("{typed:?} is no registry")).hint("give a host such as quay.io").into()),
        }
    }

    fn reference(&self) -> Reference {
        let path = after_host(&self.text).to_owned();
        Reference { host: self.host.clone(), path, tag: None, digest: None }
    }
}

fn after_host(text: &str) -> &str {
    text.split_once('/').map_or("", |(_, rest)| rest)
}
