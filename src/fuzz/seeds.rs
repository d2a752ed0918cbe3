//! The corpora's first inputs, made here: `SPACEWARD_BLESS=1 cargo test --lib fuzz` writes them anew.

use crate::domain::{self, codec, sample};
use std::fs;

/// The reverse of [`super::pieces`].
fn joined(pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        match u8::try_from(piece.len()) {
            Ok(len) if len < u8::MAX => out.push(len),
            // Too long for its length: filled up, or cut.
            _ => {
                out.push(u8::MAX);
                out.extend(piece.iter().copied().chain(std::iter::repeat(0)).take(1024));
                continue;
            }
        }
        out.extend_from_slice(piece);
    }
    out
}

fn fixtures(folder: &str) -> Vec<Vec<u8>> {
    let path = format!("{}/tests/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().filter(|path| path.is_file()).map(|path| fs::read(path).unwrap()).collect()
}

fn played() -> Vec<domain::Record> {
    let mut count = 0_u8;
    let mut draw = |bytes: &mut [u8]| {
        for byte in bytes {
            count = count.wrapping_mul(167).wrapping_add(29);
            *byte = count;
        }
    };
    sample::play(domain::Timestamp(1_780_000_000_000), &mut draw, Vec::new()).unwrap().0
}

fn events() -> Vec<Vec<u8>> {
    let parts = |record: &domain::Record| -> Vec<Vec<u8>> {
        let parts: Vec<Vec<u8>> = codec::encode(record).into_iter().map(|(_, part)| part).collect();
        if parts.len() == 1 { parts } else { vec![[vec![0], joined(&parts)].concat()] }
    };
    let records = played();
    let all: Vec<Vec<u8>> = records.iter().flat_map(parts).filter(|part| part.len() < 250).collect();
    all.chunks(24).take(6).map(joined).collect()
}

fn segments() -> Vec<Vec<u8>> {
    let mut state = domain::State::default();
    for record in played() {
        state.apply(&record);
    }
    let all: Vec<[Vec<u8>; 2]> = state
        .addresses()
        .into_iter()
        .filter_map(|address| Some([address.to_bytes(), state.segment(&address)?]))
        .filter(|[_, bytes]| bytes.len() < 250)
        .collect();
    all.chunks(8).take(6).map(|some| joined(&some.concat())).collect()
}

/// What a target begins with.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    let few = |all: &[&[u8]]| -> Vec<Vec<u8>> { all.iter().map(|one| one.to_vec()).collect() };
    let in_pieces = |all: &[&[&[u8]]]| -> Vec<Vec<u8>> {
        all.iter().map(|pieces| joined(&pieces.iter().map(|piece| piece.to_vec()).collect::<Vec<_>>())).collect()
    };
    match name {
        "domain_events" => events(),
        "domain_segments" => segments(),
        "domain_sensitive" => few(&[
            b"write to wren@harbour.example or +1 206 555 0100",
            b"https://user:word@host.example/path?token=abcdefgh12345678 and AKIA",
            b"4242 4242 4242 4242 -----BEGIN PRIVATE KEY-----\nMIIB",
        ]),
        "domain_sealed" => few(&[b"\x03aws\x01a\x03aws\x01b", b"\x11aws:codecommit:id\x02id", b""]),
        "formats_issues" => fixtures("issues").into_iter().filter(|file| file.len() < 4096).collect(),
        "formats_table" => few(&[
            b"\0A title,2024-02-30,3,\"a, b\",done,wren\n",
            b"\x01A;title\n;2024-01-01T00:00:00Z;x;y\n\"open",
            b"\x07one\n\ntwo,,,,,\n",
        ]),
        "formats_gzip" => fixtures("issues").into_iter().filter(|file| file.len() < 1024).collect(),
        "formats_codecatalyst" => {
            let mut all: Vec<Vec<u8>> = fixtures("codecatalyst").into_iter().filter(|file| file.len() < 4096).collect();
            let short: Vec<Vec<u8>> = all.iter().filter(|file| file.len() < 250).cloned().collect();
            all.push(joined(&short));
            all
        }
        // Action, resource, principal, a condition key with its value, then policies, each behind its length.
        "domain_iam" => few(&[
            &iam(&[
                "kms:Decrypt",
                "arn:aws:kms:eu-west-1:111122223333:key/1",
                "arn:aws:iam::111122223333:role/Build",
                "aws:RequestedRegion",
                "eu-west-1",
                r#"{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}"#,
                r#"{"Statement":[{"Effect":"Deny","NotAction":"kms:D*","Resource":"*","Condition":{"StringNotLike":{"aws:RequestedRegion":"eu-*"}}}]}"#,
            ]),
            &iam(&[
                "sts:AssumeRole",
                "arn:aws:iam::111122223333:role/Build",
                "codecatalyst.amazonaws.com",
                "aws:SourceArn",
                "arn:aws:codecatalyst:::space/1/project/2",
                r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"codecatalyst.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:codecatalyst:::space/1/project/*"}}}}"#,
            ]),
            &iam(&[
                "s3:GetObject",
                "arn:aws:s3:::quay/ines/plan",
                "arn:aws:iam::111122223333:user/ines",
                "aws:TagKeys",
                "team",
                r#"{"Statement":{"Effect":"Allow","Action":"s3:Get*","NotResource":"arn:aws:s3:::quay/${aws:username}/*"}}"#,
                r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":["team","cost"]}}}}"#,
            ]),
        ]),
        "formats_iam_policy" => few(&[
            br#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
            br#"{"Statement":{"Sid":"A","Effect":"Deny","NotAction":["iam:Get*"],"Resource":["arn:aws:s3:::a/*"],"Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}}"#,
            br#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codecatalyst-runner.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#,
        ]),
        "formats_aws_cli" => few(&[
            br#"{"Roles":[{"RoleName":"a","Arn":"arn:aws:iam::111122223333:role/a","AssumeRolePolicyDocument":"%7B%22Statement%22%3A%5B%5D%7D"}],"NextToken":"x"}"#,
            br#"{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[{"RoleName":"a","Arn":"arn:aws:iam::111122223333:role/a","RolePolicyList":[{"PolicyName":"p","PolicyDocument":{"Statement":[]}}],"AttachedManagedPolicies":[]}],"Policies":[]}"#,
            b"{\"status_code\":200,\"data\":{\"Vpcs\":[]}}{\"KeyMetadata\":{\"Arn\":\"arn:aws:kms:eu-west-1:111122223333:key/1\",\"KeyId\":\"1\"}}{\"pipelines\":[]}",
            br#"{"repositoryMetadata":{"accountId":"111122223333","repositoryId":"1","repositoryName":"a"}}{"Account":"111122223333","UserId":"A","Arn":"a"}"#,
        ]),
        "formats_billing_plan" => {
            let blank = crate::formats::billing_plan::write(&domain::billing::Plan::new(), &domain::billing::Prices::default());
            let filled = blank.replace("\"currency\": null", "\"currency\": \"USD\"").replacen("null", "\"4.5\"", 1);
            let twice = blank.replace("Standard", "Free");
            few(&[blank.as_bytes(), filled.as_bytes(), twice.as_bytes()])
        }
        "formats_bundle" => few(&[include_bytes!("../../tests/fixtures/aws_cli/two.zip"), b"PK\x03\x04", b"\x1f\x8b\x08\0\0\0\0\0\0\xff"]),
        // Generation, base, destroyed, keys, scopes with segments; while a rotation goes on, an instance and keys again.
        "vault_head" => few(&[
            &[1, 0, 0, 0, 0],
            &[9, 4, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0],
            &[[3, 2, 0, 0, 1].as_slice(), &[0xA; 16], &[2, 1, 7, 3, 1, 8, 2]].concat(),
            &[[3, 2, 0, 0, 0, 6, 0, 0, 0, 1].as_slice(), &[0xB; 16], b"\x03key"].concat(),
        ]),
        "vault_envelope" => {
            let lock = [&[1, 0, 28][..], &[5; 16], &[0, 0, 1, 0, 3, 0, 0, 0, 1, 0, 0, 0], &[4], b"lock"].concat();
            let start = [&[7; 16][..], &[1, 2, 3, 0, 1]].concat();
            vec![
                [&start[..], &[1], &lock].concat(),
                [&start[..], &[2], &lock, &[2, 1, 3], b"pub", &[2], b"lo"].concat(),
                [&start[..], &[0]].concat(),
            ]
        }
        // Content of a part: a mark, then bytes, or deflated ones behind their length.
        "vault_record" => in_pieces(&[&[b"\0\0one", b"\x01\0two"], &[b"\x03gone"], &[b"\x02\x01\x03\x63\0"]]),
        "vault_run" => in_pieces(&[
            &[b"\x01\0onetwo", b"\x02\0three", b"\x02\0\x02\0\x03\x01\x05\0\x01\0\x03"],
            &[b"\x03gone", b"\x01\0\x01\0\x02"],
            &[b"\x05\0\0\0\0\0\0\0\0\0\0"],
        ]),
        "vault_logged" => in_pieces(&[
            &[b"\0", b"\0\0"],
            &[&[[1].as_slice(), &[0xA; 16], b"\x03key"].concat(), b"\0\0"],
            &[b"\x01", b"\0", b"more"],
        ]),
        "vault_file_summed" | "vault_opening" => {
            let head = [[5, 1, 0, 0, 1].as_slice(), &[0xA; 16], &[1, 1, b's', 2]].concat();
            let pieces: &[&[&[u8]]] = &[
                &[b"", &[[0, 0, 1].as_slice(), &head].concat(), &[1, 9, 1, 0, b'x'], &[4, 4, 2, 1, b'y']],
                &[b"", &[0, 0, 1, 4, 0, 0, 0, 0], &[0xC4, 8, 2, 1, b'z'], &[0xC4, 12, 2, 0, b'w']],
                &[b"", &[2, 4, 3, 1, 0, 0, 0], &[3, 0, 1, b'd'], &[0xB0, 0], &[0xB4, 4]],
                &[b"", &[0, 1, 0], &[4, 4, 0, 1, 5]],
            ];
            let prefix = usize::from(name == "vault_file_summed");
            in_pieces(pieces).into_iter().map(|seed| [&vec![0; prefix][..], &seed].concat()).collect()
        }
        "vault_file" => vec![
            b"SPACEWARD VAULT\n\x01".to_vec(),
            fs::read(format!("{}/tests/vectors/vault-v1.bin", env!("CARGO_MANIFEST_DIR"))).unwrap(),
            b"SPACEWARD VAULT\n\x02newer".to_vec(),
        ],
        "vault_squeezed" => few(&[b"\0plain", b"\x01\x03\x4b\x4c\x4a\x06\0", &[1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1, 2]]),
        _ => few(&[b"a", &[0x40, 0, 0x80, 0, 0xBF, 0xFF, 0x40, 1], &[0; 40], b"The quick brown fox jumps over the lazy dog."]),
    }
}

fn iam(pieces: &[&str]) -> Vec<u8> {
    let piece = |text: &&str| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    pieces.iter().flat_map(piece).collect()
}
