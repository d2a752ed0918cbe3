#!/usr/bin/env python3
"""Reads an exported vault without any of the console's code, after docs/vault-format.md alone.

    vault.py FILE --passphrase TEXT      or      vault.py FILE --key HEX (the wrapping key itself)

Prints what the file holds: head, segments, records. Needs the package `cryptography`.
"""

import argparse
import hashlib
import hmac
import sys
import zlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LOCK, SCOPE_KEY, HEAD, SEGMENT, RECORD, PART, RUN, RUN_PART = range(1, 9)
PADDED = {HEAD, SEGMENT, RECORD, RUN}
OWN = bytes(16)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        piece = self.data[self.at : self.at + count]
        assert len(piece) == count, "cut short"
        self.at += count
        return piece

    def number(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
            shift += 7

    def counted(self):
        return self.take(self.number())

    def scopes(self):
        return [self.take(16) for _ in range(self.number())]


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def number(value):
    out = bytearray()
    while True:
        low, value = value & 0x7F, value >> 7
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def unseal(key, vault, scope, kind, address, generation, sealed):
    assert sealed[0] == 1 and sealed[1] == kind, "another version or kind"
    salt, nonce, body = sealed[2:14], sealed[14:26], sealed[26:]
    bound = b"spaceward vault\0" + bytes([1, kind]) + vault + scope + generation.to_bytes(8, "little") + address
    plain = AESGCM(mac(key, b"spaceward subkey 1", salt)).decrypt(nonce, body, bound)
    if kind in PADDED:
        plain = plain.rstrip(b"\0")
        assert plain[-1] == 0x80
        plain = plain[:-1]
    return plain


def expand(squeezed):
    if squeezed[0] == 0:
        return squeezed[1:]
    reader = Reader(squeezed[1:])
    length = reader.number()
    plain = zlib.decompress(reader.data[reader.at :], -15)
    assert len(plain) == length
    return plain


class Envelope:
    def __init__(self, data):
        assert data[:4] == b"SWV\x01" and hashlib.sha256(data[:-8]).digest()[:8] == data[-8:]
        reader = Reader(data[4:-8])
        self.vault, self.instance = reader.take(16), reader.take(4)
        self.revision, self.locks = reader.number(), []
        for _ in range(reader.number()):
            kind = reader.take(1)
            ident, public, wrapped = reader.number(), reader.counted(), reader.counted()
            bound = kind + number(ident) + number(len(public)) + public
            self.locks.append((bound, public, wrapped))
        # A former key would follow here, in version 2: no file is exported with a rotation under way.
        assert reader.at == len(reader.data), "more than an exported envelope holds"

    def wrapping_key(self, passphrase):
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        public = self.locks[0][1]
        memory, passes, lanes = (int.from_bytes(public[at : at + 4], "little") for at in (16, 20, 24))
        return Argon2id(salt=public[:16], length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(
            passphrase.encode()
        )


def read(data, passphrase=None, key=None):
    assert hashlib.sha256(data[:-32]).digest() == data[-32:], "altered or cut short"
    assert data[:17] == b"SPACEWARD VAULT\n\x01"
    reader = Reader(data[17:-64])
    envelope = Envelope(reader.counted())
    vault = envelope.vault
    items = {reader.take(15): reader.counted() for _ in range(reader.number())}
    bound, _, wrapped = envelope.locks[0]
    vault_key = unseal(key or envelope.wrapping_key(passphrase), vault, OWN, LOCK, bound, 0, wrapped)
    assert mac(mac(vault_key, b"spaceward export 1"), data[:-64]) == data[-64:-32], "not made with this key"
    keys = {OWN: mac(vault_key, b"spaceward own 1")}
    wrap, naming = mac(vault_key, b"spaceward wrap 1"), mac(vault_key, b"spaceward names 1")

    def item(scope, kind, address, generation):
        place = bytes([kind]) + scope + generation.to_bytes(8, "little") + address
        sealed = items.get(mac(naming, envelope.instance, place)[:15])
        return sealed and unseal(keys[scope], vault, scope, kind, address, generation, sealed)

    head = Reader(expand(item(OWN, HEAD, b"\0", 0)))
    generation, base, destroyed = head.number(), head.number(), head.scopes()
    for _ in range(head.number()):
        scope = head.take(16)
        keys[scope] = unseal(wrap, vault, scope, SCOPE_KEY, b"", 0, head.counted())
    segments = {}
    for _ in range(head.number()):
        scope = head.take(16)
        for _ in range(head.number()):
            address, slot = head.counted(), head.number()
            segments[scope, address] = expand(item(scope, SEGMENT, address, slot))
    records, seq = {}, base
    while True:
        run, single = item(OWN, RUN, b"", seq), item(OWN, RECORD, b"", seq)
        if run:
            for parts in read_run(Reader(run), keys, vault, seq):
                records[seq] = parts
                seq += 1
        elif single:
            records[seq] = read_record(Reader(single), keys, vault, seq)
            seq += 1
        else:
            break
    return {
        "vault": vault,
        "generation": generation,
        "base": base,
        "destroyed": destroyed,
        "segments": segments,
        "records": records,
    }


def read_record(reader, keys, vault, seq):
    reader.scopes()
    count, parts = reader.number(), []
    for index in range(count):
        scope, sealed = reader.take(16), reader.counted()
        if scope in keys:
            address = number(index) + number(count)
            parts.append((scope, expand(unseal(keys[scope], vault, scope, PART, address, seq, sealed))))
    return parts


def read_run(reader, keys, vault, first):
    count, joined = reader.number(), []
    for _ in range(reader.number()):
        scope, sealed = reader.take(16), reader.counted()
        if scope in keys:
            plain = expand(unseal(keys[scope], vault, scope, RUN_PART, number(count), first, sealed))
            joined.append((scope, Reader(plain)))
        else:
            joined.append((scope, None))
    for _ in range(count):
        reader.scopes()
        parts = []
        for _ in range(reader.number()):
            scope, plain = joined[reader.number()]
            length = reader.number()
            if plain:
                parts.append((scope, plain.take(length)))
        yield parts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--passphrase")
    parser.add_argument("--key", type=bytes.fromhex)
    options = parser.parse_args()
    with open(options.file, "rb") as file:
        found = read(file.read(), options.passphrase, options.key)
    print(f"vault {found['vault'].hex()}, generation {found['generation']}, journal from {found['base']}")
    for scope in found["destroyed"]:
        print(f"destroyed {scope.hex()}")
    for (scope, address), plain in sorted(found["segments"].items()):
        print(f"segment {scope.hex()} {address.hex()} {len(plain)} bytes {hashlib.sha256(plain).hexdigest()[:16]}")
    for seq, parts in found["records"].items():
        print(f"record {seq} " + " ".join(f"{scope.hex()[:8]}:{plain!r}" for scope, plain in parts))


if __name__ == "__main__":
    sys.exit(main())
