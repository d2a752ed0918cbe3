#!/usr/bin/env python3
"""Checks an exported log: the activity log of a vault, or the activity of a space (AUD-3).

    tests/chain.py [--witness TEXT] [FILE]

Reads the file, or standard input; says in a sentence what it found, and ends with 0 when every link fits, else with 1.
Written by docs/log-chain.md alone and with nothing but Python's standard library, so that who does not trust the console
need not.
"""

import base64
import hashlib
import json
import re
import sys
import uuid
from datetime import datetime, timedelta, timezone


class Broken(Exception):
    """What does not fit, as a sentence."""


# The bytes of an entry.


def number(value):
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Broken(f"{value!r} stands where a number belongs")
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    if not isinstance(value, int) or isinstance(value, bool):
        raise Broken(f"{value!r} stands where a number belongs")
    return number(value * 2 if value >= 0 else -value * 2 - 1)


def text(value):
    if not isinstance(value, str):
        raise Broken(f"{value!r} stands where a text belongs")
    utf8 = value.encode()
    return number(len(utf8)) + utf8


def identifier(value):
    try:
        return b"\x10" + uuid.UUID(value).bytes
    except (ValueError, TypeError, AttributeError):
        raise Broken(f"{value!r} stands where an id belongs") from None


def optional(form, value):
    return b"\0" if value is None else b"\1" + form(value)


def pairs(value):
    if not isinstance(value, dict):
        raise Broken(f"{value!r} stands where names and values belong")
    ordered = sorted(value.items(), key=lambda pair: pair[0].encode())
    return number(len(ordered)) + b"".join(text(name) + text(held) for name, held in ordered)


def flag(value):
    if not isinstance(value, bool):
        raise Broken(f"{value!r} stands where true or false belongs")
    return b"\1" if value else b"\0"


def account(value):
    if not re.fullmatch(r"[0-9]{12}", value or ""):
        raise Broken(f"{value!r} stands where an account belongs")
    return number(int(value))


def key(name):
    if name == "vault":
        return b"\0"
    if name.startswith("space/"):
        return b"\1" + identifier(name.removeprefix("space/"))
    return b"\2" + text(name)


def moment(milliseconds):
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=milliseconds)


def read_moment(words):
    return datetime.fromisoformat(words.replace("Z", "+00:00"))


def agree(one, other, what):
    if one != other:
        raise Broken(f"{what} says {one!r}, and by the rest of the entry it is {other!r}")


# The two kinds of logs: each gives the place of an entry in its chain, and the bytes that its link covers.


def trail_entry(record):
    identity, data = record["userIdentity"], dict(record["additionalEventData"])
    place = data.pop("chain")
    asked = record.get("requestParameters") or {}
    name = asked.get("keyId")
    failed = "errorMessage" in record
    covered = (
        identifier(record["eventID"])
        + signed(place["at"])
        + optional(identifier, identity.get("principalId"))
        + text(identity.get("userName", ""))
        + text(record["eventSource"])
        + text(record["eventName"])
        + optional(account, identity.get("accountId"))
        + text(record.get("awsRegion", ""))
        + optional(key, name)
        + pairs(asked.get("encryptionContext", {}))
        + pairs(data)
        + (b"\1" + text(record.get("errorCode", "")) + text(record["errorMessage"]) if failed else b"\0")
        + flag(record["readOnly"])
        + optional(account, record.get("recipientAccountId"))
    )
    # What a record says twice must be said alike.
    whole = moment(place["at"] // 1000 * 1000)
    agree(read_moment(record["eventTime"]), whole, "the time")
    if "errorCode" in record and not failed:
        raise Broken("an error code stands without its message")
    source = record["eventSource"]
    kinds = {"kms.amazonaws.com": "AwsApiCall", "signin.amazonaws.com": "AwsConsoleSignIn"}
    agree(record["eventType"], kinds.get(source, "AwsConsoleAction"), "the type")
    signs_in = source == "signin.amazonaws.com" and record["eventName"] == "ConsoleLogin"
    outcome = {"ConsoleLogin": "Failure" if failed else "Success"} if signs_in else None
    agree(record.get("responseElements"), outcome, "the response")
    used = [name] if name is not None and name != "vault" and not name.startswith("space/") else []
    agree([resource["ARN"] for resource in record.get("resources", [])], used, "the list of resources")
    return place, covered


def feed_entry(line):
    place = line["chain"]
    entry = place["entry"]
    deed = json.dumps(entry["deed"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    covered = signed(entry["at"]) + optional(identifier, entry["actor"]) + optional(identifier, entry["project"]) + text(deed)
    agree(read_moment(line["at"]), moment(entry["at"]), "the time")
    return place, covered


# The chain.


def begin(kind, owner):
    try:
        return hashlib.sha256(b"spaceward log 1\0" + bytes([kind]) + uuid.UUID(owner).bytes).hexdigest()
    except (ValueError, TypeError, AttributeError):
        raise Broken(f"{owner!r} stands where an id belongs") from None


def look_through(file):
    """Checks the file; gives the vault's id if it is of one, the number of the last entry, the links and a sentence."""
    if "Chain" in file:
        about, entries, read = file["Chain"], file["Records"], trail_entry
        vault, start = about["vault"], begin(1, about["vault"])
    else:
        about, entries, read = file, file["lines"], feed_entry
        vault, start = None, begin(2, file["space"])
    count, head = about["count"], about["head"]
    links = {0: start}
    last = 0
    for entry in entries:
        try:
            place, covered = read(entry)
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as fault:
            raise Broken(f"what follows entry {last} is not in the form of an entry ({fault!r})") from None
        except Broken as fault:
            raise Broken(f"what follows entry {last} does not fit: {fault}") from None
        own, before = place["number"], place["before"]
        if not isinstance(own, int) or own <= last:
            raise Broken(f"entry {own} stands after entry {last}")
        if own > count:
            raise Broken(f"entry {own} stands after the end, which is entry {count}")
        if before != links.get(own - 1, before):
            raise Broken(f"entry {own} does not follow entry {own - 1}")
        link = hashlib.sha256(b"spaceward entry 1\0" + bytes.fromhex(before) + covered).hexdigest()
        if link != place["link"]:
            raise Broken(f"entry {own} is not as it was written")
        links[own], last = link, own
    if count in links and links[count] != head:
        raise Broken(f"the log does not end with the link of entry {count}")
    there = len(links) - 1
    if about["complete"] and there != count:
        raise Broken(f"the file says that it has all {count} entries, and has {there}")
    if there == count:
        return vault, count, links, f"{there} of {count} entries, unbroken, from the first to the last"
    return vault, count, links, f"{there} of {count} entries, each as it was written; only a part of the log is here"


def check_witness(words, vault, count, links):
    letters = re.sub(r"[\s-]", "", words).upper().translate(str.maketrans("018", "OIB"))
    try:
        held = base64.b32decode(letters)
    except ValueError:
        raise Broken("the witness is not one") from None
    body, check = held[:-3], held[-3:]
    if len(held) != 40 or hashlib.sha256(b"spaceward witness 1\0" + body).digest()[:3] != check or body[0] != 1:
        raise Broken("the witness is not as it was written down")
    own, share = int.from_bytes(body[17:21], "big"), body[21:].hex()
    if vault is None or body[1:17].hex() != uuid.UUID(vault).hex:
        raise Broken("the witness is of another vault")
    if own > count:
        raise Broken(f"the log ends before the witness: with entry {count}, and the witness saw entry {own}")
    if own not in links:
        raise Broken(f"entry {own}, which the witness saw, is not in the file")
    if not links[own].startswith(share):
        raise Broken(f"entry {own} is not the one that the witness saw")
    return f"entry {own} is as the witness says"


def main(arguments):
    witness = None
    if arguments[:1] == ["--witness"]:
        witness, arguments = arguments[1], arguments[2:]
    try:
        if arguments:
            with open(arguments[0], "rb") as opened:
                content = opened.read()
        else:
            content = sys.stdin.buffer.read()
        try:
            file = json.loads(content)
        except ValueError:
            raise Broken("the file is not JSON") from None
        try:
            vault, count, links, said = look_through(file)
        except (KeyError, TypeError, AttributeError, ValueError) as fault:
            raise Broken(f"the file is not an exported log ({fault!r})") from None
        if witness is not None:
            said += "; " + check_witness(witness, vault, count, links)
    except Broken as fault:
        print(f"Broken: {fault}.")
        return 1
    print(f"Whole: {said}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
