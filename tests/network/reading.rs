//! What the AWS CLI prints of networks is read as it stands (VPC-6).

use crate::{corpus::corpus, desk::read};
use spaceward::{
    domain::{
        account::AccountId,
        network::{NatState, TargetKind, route::Way},
    },
    formats::aws_cli::recognise,
};
use std::{fs, path::Path};

/// Every document of a folder, one behind another.
fn folder(path: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn vpc_6_documents_say_whose_they_are() {
    let fixtures = folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/aws_cli/network"));
    for document in recognise(&fixtures).unwrap() {
        if document.command != "ec2 describe-availability-zones" && document.command != "ec2 describe-nat-gateways" {
            assert_eq!(document.account, Some(AccountId(444_455_556_666)), "{}", document.command);
        }
        if ["ec2 describe-subnets", "ec2 describe-security-groups", "ec2 describe-availability-zones"]
            .contains(&document.command)
        {
            assert_eq!(document.region.unwrap().as_str(), "us-west-2", "{}", document.command);
        }
    }
    let network = read(&fixtures);
    let subnet = network.subnets.read().find(|one| one.name.as_deref() == Some("lanternworks-private-b")).unwrap();
    let Way::Route(_, route) = network.way_out(subnet) else { panic!("it has a route") };
    assert!(!route.active && route.target.kind == TargetKind::NatGateway);
    let main = network.subnets.read().find(|one| one.name.as_deref() == Some("lanternworks-public-a")).unwrap();
    assert_eq!(network.is_public(main), Some(true));
}

#[test]
fn vpc_6_real_recordings_are_read() {
    let Some(folder) = corpus("awsjson") else { return };
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_string_lossy().starts_with("ec2.") {
            continue;
        }
        let documents = recognise(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        read += documents.len();
        for document in documents {
            assert!(document.command.starts_with("ec2 describe-"), "{}", path.display());
            assert!(matches!(document.listing, spaceward::formats::aws_cli::Listing::Region(_)), "{}", path.display());
        }
    }
    assert!(read >= 20, "{read}");
}

#[test]
fn vpc_6_odd_forms_of_routes_and_gateways() {
    let text = r#"{"RouteTables":[{"RouteTableId":"rtb-1","VpcId":"vpc-1","Associations":[
        {"Main":false,"SubnetId":"subnet-1","AssociationState":{"State":"disassociated"}},
        {"Main":true}],
        "Routes":[
        {"DestinationCidrBlock":"0.0.0.0/0","InstanceId":"i-1","InstanceOwnerId":"111122223333","NetworkInterfaceId":"eni-1","State":"active"},
        {"DestinationIpv6CidrBlock":"::/0","EgressOnlyInternetGatewayId":"eigw-1","State":"active"},
        {"DestinationPrefixListId":"pl-1","GatewayId":"vpce-1","State":"active"},
        {"DestinationCidrBlock":"10.9.0.0/16","State":"blackhole"}]}]}
        {"NatGateways":[{"NatGatewayId":"nat-1","VpcId":"vpc-1","State":"failed","FailureCode":"InsufficientFreeAddressesInSubnet",
        "ConnectivityType":"private"},
        {"NatGatewayId":"nat-2","VpcId":"vpc-1","State":"available","AvailabilityMode":"regional"}]}"#;
    let network = read(text);
    let table = network.route_tables.get("rtb-1").unwrap();
    assert!(table.main && table.subnets.is_empty());
    let kinds: Vec<TargetKind> = table.routes.iter().map(|route| route.target.kind).collect();
    let wanted =
        [TargetKind::Instance, TargetKind::EgressOnlyInternetGateway, TargetKind::VpcEndpoint, TargetKind::Other];
    assert_eq!(kinds, wanted);
    assert_eq!(table.routes[0].target.id, "i-1");
    let nat = network.nat_gateways.get("nat-1").unwrap();
    assert_eq!((nat.state, nat.public, nat.subnet.clone()), (NatState::Failed, false, None));
    assert!(network.nat_gateways.get("nat-2").unwrap().regional);
}

#[test]
fn vpc_6_bad_input_ends_in_a_sentence_with_its_place() {
    for (text, said) in [
        (
            r#"{"Subnets":[{"SubnetId":"subnet-1","VpcId":"vpc-1","AvailabilityZone":"eu-west-1a","CidrBlock":"10.0.0.0/33"}]}"#,
            "IPv4 block",
        ),
        (r#"{"Vpcs":[{"VpcId":"vpc-1; rm -rf ~"}]}"#, "no id"),
        (r#"{"Vpcs":[{"CidrBlock":"10.0.0.0/16"}]}"#, "is missing"),
        (r#"{"NatGateways":[{"NatGatewayId":"nat-1","VpcId":"vpc-1","State":"asleep"}]}"#, "no state"),
        (
            r#"{"NetworkAcls":[{"NetworkAclId":"acl-1","VpcId":"vpc-1","Entries":[{"RuleNumber":70000,"Egress":true,"Protocol":"-1","RuleAction":"allow","CidrBlock":"0.0.0.0/0"}]}]}"#,
            "out of range",
        ),
        (
            r#"{"SecurityGroups":[{"GroupId":"sg-1","GroupName":"a","IpPermissions":[{"IpProtocol":"tcp","FromPort":70000,"ToPort":70001}]}]}"#,
            "no port",
        ),
        (r#"{"RouteTables":{"RouteTableId":"rtb-1"}}"#, "a list"),
    ] {
        let fault = recognise(text).unwrap_err();
        assert!(fault.message.contains(said) && fault.message.contains("Line 1, column"), "{text}: {fault}");
    }
    // A page that is not the last one says nothing of what it does not list.
    let network = read(r#"{"Vpcs":[],"NextToken":"x"}"#);
    assert!(!network.vpcs.is_whole());
    assert!(read(r#"{"Vpcs":[]}"#).vpcs.is_whole());
}
