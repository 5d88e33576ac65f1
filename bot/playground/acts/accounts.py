"""What people do with accounts: their own profile, and what admins do with those of others."""

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.playground.acts.outcome import Impossible
from bot.playground.acts.sender import Sender
from bot.playground.world import Channel, Person

LOCALES = ("en-GB", "en-US", "fr-CA", "fr-FR")


class Accounts(Sender):
    """Acts on accounts; the app hears of each as `user_change` or `team_join`."""

    def change_profile(
        self, person: Person | str, *, real_name: str = "", locale: str = "", tz: str = ""
    ) -> Person:
        """Change one's own name, language or zone; what is not given stays."""
        who = self._person(person)
        if locale and locale not in LOCALES:
            raise Impossible(f"the playground speaks no {locale}")
        if tz:
            try:
                ZoneInfo(tz)
            except (ZoneInfoNotFoundError, ValueError, OSError) as error:
                raise Impossible(f"there is no zone {tz}") from error
        new = replace(
            who, real_name=real_name.strip() or who.real_name, locale=locale or who.locale, tz=tz or who.tz
        )
        return self._put(new)

    def deactivate(self, admin: Person | str, person: Person | str) -> Person:
        """Close somebody's account, as they leave the company."""
        by, who = self._admin(admin), self._person(person)
        if who.id == by.id or who.is_bot or who.team != self.world.team:
            raise Impossible(f"{by.name} can't deactivate {who.name}")
        if who.is_owner and not by.is_owner:
            raise Impossible("only an owner deactivates an owner")
        return self._put(replace(who, deleted=True))

    def reactivate(self, admin: Person | str, person: Person | str) -> Person:
        """Open a closed account again."""
        self._admin(admin)
        found = self.world.people.get(person if isinstance(person, str) else person.id)
        if found is None or not found.deleted:
            raise Impossible(f"{person} is not deactivated")
        return self._put(replace(found, deleted=False))

    def hire(self, admin: Person | str, newcomer: Person) -> Person:
        """Give somebody new an account."""
        self._admin(admin)
        if newcomer.id in self.world.people or newcomer.team != self.world.team:
            raise Impossible(f"{newcomer.id} can't be added")
        return self._put(newcomer)

    def connect(self, person: Person | str, channel: Channel | str, guest: Person) -> Channel:
        """Share a channel with another company, by inviting one of its people (Slack Connect)."""
        who = self._person(person)
        where = self._channel(who, channel)
        if guest.team == self.world.team or where.kind == "im" or where.archived or who.guest:
            raise Impossible(f"{where.name} can't be shared with {guest.name}")
        self.world.put_stranger(guest)
        shared = self.world.put_channel(replace(where, shared=True, members=where.members | {guest.id}))
        self.world.notices.shared(shared, guest.team)
        self.world.notices.member(shared, guest.id, joined=True, inviter=who.id)
        self._deliver_new_events()
        return shared

    def _put(self, person: Person) -> Person:
        self.world.put_person(person)
        self._deliver_new_events()
        return person

    def _admin(self, person: Person | str) -> Person:
        who = self._person(person)
        if not (who.is_admin or who.is_owner) or who.team != self.world.team:
            raise Impossible(f"{who.name} is no admin")
        return who
