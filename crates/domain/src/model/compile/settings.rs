//! Words, and the rules for invitations and members.

use super::{Builder, Name, check_name};
use crate::{
    model::{
        labels::{KEYS, OWN_PREFIX},
        name::nearest,
        parts::{AskFor, HowManyRoles, InvitationRules, InviteChoice, MembershipRules},
        raw::{RawInvitation, RawMembership, RawModel},
        shape::At,
        text::{is_language, unreadable},
    },
    role::RoleIx,
};
use jiff::SignedDuration;
use std::collections::BTreeMap;

const HOUR: i64 = 3600;
const SHORTEST_INVITATION: SignedDuration = SignedDuration::from_mins(5);
const LONGEST_INVITATION: SignedDuration = SignedDuration::from_hours(24 * 366);

impl Builder<'_> {
    pub(super) fn labels(&mut self, raw: &RawModel) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut labels = BTreeMap::new();
        for (language, words) in &raw.labels.0 {
            if !is_language(language.get_ref()) {
                let wrong = format!("{:?} is not a language", language.get_ref());
                self.problems.add(language.span(), wrong, "write one such as [labels.en]");
            }
            for (key, label) in &words.0 {
                self.label_key(key);
                if let Some(wrong) = unreadable(label.get_ref()) {
                    self.problems.add(label.span(), wrong, "write a text that can be read, or leave the key out");
                }
            }
            let words = words.0.iter().map(|(key, label)| (key.get_ref().clone(), label.get_ref().clone()));
            labels.insert(language.get_ref().clone(), words.collect());
        }
        labels
    }

    /// A key that the console doesn't look for is probably a slip; what the product wants for itself says so.
    fn label_key(&mut self, key: &Name) {
        let id = key.get_ref().as_str();
        if check_name(id).is_err() {
            let wrong = format!("{id:?} can't be the key of a label");
            self.problems.add(key.span(), wrong, "write it like \"status.invited\"");
        } else if !id.starts_with(OWN_PREFIX) && KEYS.iter().all(|known| known.key != id) {
            let near = nearest(id, KEYS.iter().map(|known| known.key), &mut self.problems.patience);
            let instead = match near {
                Some(near) => format!("write {near:?}"),
                None => format!("begin it with {OWN_PREFIX:?} if it is for the product's own use, or leave it out"),
            };
            self.problems.add(key.span(), format!("the console has no place for a label {id:?}"), instead);
        }
    }

    pub(super) fn invitation(&mut self, raw: &RawInvitation) -> InvitationRules {
        let asks_for = match &raw.asks_for {
            None => vec![AskFor::Name, AskFor::Password],
            Some(listed) => self.problems.once_each(listed).into_iter().map(|it| *it.get_ref()).collect(),
        };
        let choose = match &raw.choose {
            None => vec![InviteChoice::Role, InviteChoice::Access, InviteChoice::Permissions, InviteChoice::Message],
            Some(listed) => self.problems.once_each(listed).into_iter().map(|it| *it.get_ref()).collect(),
        };
        let valid_for = raw.valid_for.as_ref().and_then(|text| self.valid_for(text));
        InvitationRules {
            valid_for: valid_for.unwrap_or(SignedDuration::from_hours(24 * 7)),
            when_expired: raw.when_expired,
            asks_for,
            form: raw.form,
            choose,
            welcome: raw.welcome,
        }
    }

    fn valid_for(&mut self, text: &Name) -> Option<SignedDuration> {
        let length = duration(text.get_ref());
        if length.is_none_or(|length| length < SHORTEST_INVITATION || length > LONGEST_INVITATION) {
            let wrong = format!("{:?} is not how long an invitation can be valid", text.get_ref());
            self.problems.add(
                text.span(),
                wrong,
                "write a number of minutes, hours or days from 5m to 366d, such as \"24h\"",
            );
        }
        length
    }

    pub(super) fn membership(&mut self, raw: &RawMembership) -> Option<MembershipRules> {
        if raw.leaving.get_ref().is_empty() {
            let instead =
                "write leaving = [\"disable\", \"archive\", \"delete\"] or some of them, the recommended first";
            self.problems.add(raw.leaving.span(), "there is no way out of the account", instead);
        }
        let default_role = self.role_named(&raw.default_role);
        let leaving = self.problems.once_each(raw.leaving.get_ref());
        let leaving = leaving.into_iter().map(|it| *it.get_ref()).collect();
        let edit_only = self.only(&raw.edit_only);
        let remove_only = self.only(&raw.remove_only);
        let act_as_only = self.only(&raw.act_as_only);
        Some(MembershipRules {
            roles: raw.roles,
            default_role: default_role?,
            self_sign_up: raw.self_sign_up,
            leaving,
            restoring: raw.restoring,
            edit_only,
            remove_only,
            act_as_only,
        })
    }

    fn only(&mut self, names: &Option<At<Vec<Name>>>) -> Option<Vec<RoleIx>> {
        let names = names.as_ref()?;
        if names.get_ref().is_empty() {
            self.problems.add(names.span(), "the list is empty", "name a role, or leave the key out");
        }
        let once = self.problems.once_each(names.get_ref());
        Some(once.into_iter().filter_map(|name| self.role_named(name)).collect())
    }
}

/// `90m`, `24h`, `30d`. A day is 24 hours, wherever one is.
fn duration(text: &str) -> Option<SignedDuration> {
    let unit = text.chars().last()?;
    let seconds = match unit {
        'm' => 60,
        'h' => HOUR,
        'd' => 24 * HOUR,
        _ => return None,
    };
    let digits = &text[..text.len() - 1];
    let number: u32 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(SignedDuration::from_secs(i64::from(number) * seconds))
}

impl HowManyRoles {
    /// Whether a member may have this many.
    pub fn allows(self, count: usize) -> bool {
        match self {
            HowManyRoles::One => count == 1,
            HowManyRoles::Many => true,
        }
    }

    /// Whether this many may be offered to somebody new: without any the default role holds (rule 3).
    pub fn allows_offer(self, count: usize) -> bool {
        count == 0 || self.allows(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_a_number_and_a_unit() {
        assert_eq!(duration("30d"), Some(SignedDuration::from_hours(720)));
        assert_eq!(duration("24h"), Some(SignedDuration::from_hours(24)));
        assert_eq!(duration("90m"), Some(SignedDuration::from_mins(90)));
        for bad in ["", "d", "30", "30 d", "-1d", "+1d", "1.5h", "99999999999d", "30ä", "1w"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
    }
}
