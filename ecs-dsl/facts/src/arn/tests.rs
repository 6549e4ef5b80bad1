use super::*;

#[test]
fn every_kind_has_a_row_whose_example_is_of_that_kind() {
    for kind in kinds::ALL {
        let row = kind.row();
        assert_eq!(row.id, *kind);
        assert!(parse(row.example).is_ok(), "{}: {}", row.noun, parse(row.example).unwrap_err());
        assert_eq!(parse(row.example).unwrap().kind(), Some(*kind), "{}", row.example);
        assert_eq!(parse_as(row.example, *kind).unwrap().text, row.example);
    }
}

#[test]
fn every_kind_refuses_the_example_of_every_other() {
    for kind in kinds::ALL {
        for other in kinds::ALL.iter().filter(|other| *other != kind) {
            let example = other.row().example;
            assert!(parse_as(example, *kind).is_err(), "{example} as {}", kind.row().noun);
        }
    }
}

#[test]
fn the_six_parts() {
    let arn = parse("arn:aws-cn:ecs:cn-north-1:123456789012:service/prod/web").unwrap();
    assert_eq!(
        (arn.partition, arn.service, arn.region, arn.account, arn.resource, arn.name()),
        ("aws-cn", "ecs", "cn-north-1", "123456789012", "service/prod/web", "web")
    );
    let arn = parse("arn:aws:s3:::bucket/a:b/c").unwrap();
    assert_eq!((arn.region, arn.account, arn.resource), ("", "", "bucket/a:b/c"));
}

#[test]
fn arns_inside() {
    for text in [
        "arn:aws:iam::123456789012:role/service-role/team/web+1",
        "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        "arn:aws:ecs:us-west-2:123456789012:service/web",
        "arn:aws:ecs:us-west-2:123456789012:task-definition/web",
        "arn:aws:ecs:us-west-2:123456789012:task-definition/web:1",
        "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:targetgroup/web-3000/c32247195202145d",
        "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/classic",
        "arn:aws:secretsmanager:us-west-2:123456789012:secret:team/db-u9bH6K",
        "arn:aws:secretsmanager:us-west-2:123456789012:secret:db-u9bH6K:password::",
        "arn:aws:secretsmanager:us-west-2:123456789012:secret:db-u9bH6K::AWSPREVIOUS:",
        "arn:aws:secretsmanager:us-west-2:123456789012:secret:db-u9bH6K:::9d4cb84b-ad69-40c0-a0ab-cead36b967e4",
        "arn:aws:ssm:us-west-2:123456789012:parameter/a/b",
        "arn:aws:logs:us-west-2:123456789012:log-group:/ecs/web:*",
        "arn:aws:sqs:us-west-2:123456789012:jobs.fifo",
        "arn:aws:someday:us-west-2:123456789012:whatever{it}is",
        "arn:aws:ecs:us-west-2:123456789012:daemon/new",
        "arn:aws:s3:::bucket/my file.txt",
        "arn:aws:cloudwatch:us-west-2:123456789012:alarm:web 5xx",
        "arn:aws-us-gov:iam::123456789012:role/web",
        "arn:aws:lambda:us-west-2:123456789012:function:check:$LATEST",
    ] {
        assert!(parse(text).is_ok(), "{text}: {}", parse(text).unwrap_err());
    }
}

#[test]
fn arns_outside_with_their_place() {
    for (text, at) in [
        ("", 0..0),
        ("role/web", 0..8),
        ("ARN:aws:iam::123456789012:role/web", 0..3),
        ("arn:", 4..4),
        ("arn:aws:iam::123456789012", 25..25),
        ("arn:aws:iam::123456789012:", 26..26),
        ("arn:amazon:iam::123456789012:role/web", 4..10),
        ("arn:aws::eu-west-1:123456789012:x", 8..8),
        ("arn:aws:IAM::123456789012:role/web", 8..11),
        ("arn:aws:ecs:eu-west:123456789012:cluster/a", 12..19),
        ("arn:aws:ecs:eu-west-1a:123456789012:cluster/a", 12..22),
        ("arn:aws:ecs:cn-north-1:123456789012:cluster/a", 12..22),
        ("arn:aws-cn:ecs:eu-west-1:123456789012:cluster/a", 15..24),
        ("arn:aws:ecs:eu-west-1:12345:cluster/a", 22..27),
        ("arn:aws:ecs:eu-west-1:1234-5678-9012:cluster/a", 22..36),
        ("arn:aws:ecs:eu-west-1:XXXXXXXXXXXX:cluster/a", 22..34),
        ("arn:aws:ecs:eu-west-1:123456789012:cluster/a b", 43..46),
        ("arn:aws:ecs:eu-west-1:123456789012:cluster/a\n", 44..45),
        ("arn:aws:ecs:eu-west-1 :123456789012:cluster/a", 21..22),
        (" arn:aws:s3:::bucket/a", 0..4),
        ("arn:aws:ecs:eu-west-1:123456789012:cluster/", 43..43),
        ("arn:aws:ecs:eu-west-1:123456789012:cluster", 35..42),
        ("arn:aws:ecs:eu-west-1:123456789012:cluster/a.b", 43..46),
        ("arn:aws:ecs::123456789012:cluster/a", 12..12),
        ("arn:aws:ecs:eu-west-1::cluster/a", 22..22),
        ("arn:aws:iam:eu-west-1:123456789012:role/web", 12..21),
        ("arn:aws:iam::123456789012:role/", 31..31),
        ("arn:aws:iam::123456789012:role/a//web", 31..37),
        ("arn:aws:ecs:eu-west-1:123456789012:task-definition/web:0", 55..56),
        ("arn:aws:ecs:eu-west-1:123456789012:task-definition/web:latest", 55..61),
        ("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web", 67..67),
        ("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web_1/0", 64..69),
        ("arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/alb/web/0/1", 61..64),
        ("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password", 71..71),
        ("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:a:b:c:d", 67..70),
        ("arn:aws:s3:eu-west-1::bucket/a", 11..20),
        ("arn:aws:s3:::Bucket/a", 13..19),
        ("arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fs-1", 62..66),
        ("arn:aws:servicediscovery:eu-west-1:123456789012:service/web", 56..59),
    ] {
        match parse(text) {
            Ok(arn) => panic!("{text} was taken as {arn:?}"),
            Err(faults) => assert_eq!(faults.first().at, at, "{text}: {faults}"),
        }
    }
}

#[test]
fn several_mistakes_are_told_together() {
    let faults = parse("arn:aw:ecs:somewhere:1:cluster/a.b").unwrap_err();
    let starts: Vec<usize> = faults.iter().map(|fault| fault.at.start).collect();
    assert_eq!(starts, [4, 11, 21, 31], "{faults}");
}

#[test]
fn another_kind_is_named() {
    let role = "arn:aws:iam::123456789012:role/web";
    let fault = parse_as(role, ArnKind::TargetGroup).unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "`{role}` is the ARN of an IAM role: the ARN of a target group is wanted here; write one like \
             `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef`"
        )
    );
    let user = parse_as("arn:aws:iam::123456789012:user/bob", ArnKind::Role).unwrap_err();
    assert_eq!(user.first().what, "`user/bob` is not an IAM role");
    let other = parse_as("arn:aws:xray:eu-west-1:123456789012:group/a", ArnKind::Role).unwrap_err();
    assert_eq!(other.first().at, 8..12);
}

#[test]
fn a_message_says_what_fits_at_the_place() {
    let faults = parse("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web").unwrap_err();
    assert_eq!(faults.first().what, "`targetgroup/web` ends too early for a target group");
    assert_eq!(
        faults.first().why,
        "the resource of a target group is `targetgroup/NAME/ID`, and `/` is wanted there"
    );
    let faults = parse("arn:aws:ecs:eu-west-1:12345678901:cluster/a").unwrap_err();
    assert_eq!(faults.first().fix, "write all 12 digits; a leading zero may be lost: `012345678901`");
    let faults = parse("arn:aws:ecs:eu-west-1:1234-5678-9012:cluster/a").unwrap_err();
    assert_eq!(faults.first().fix, "write `123456789012`");
    let faults = parse("arn:aws:ecs:cn-north-1:123456789012:cluster/a").unwrap_err();
    assert_eq!(faults.first().fix, "write `arn:aws-cn:…`, or a region of `aws`");
}

#[test]
fn patterns_take_wildcards_where_arns_do_not() {
    for text in [
        "arn:aws:logs:*:*:*",
        "arn:aws:ecs:eu-west-1:123456789012:cluster/*",
        "arn:aws:s3:::my-?ucket/*",
        "arn:*:iam::*:role/web",
        "arn:aws:ssm:*:${aws:PrincipalAccount}:parameter/a",
    ] {
        assert!(parse_pattern(text).is_ok(), "{text}: {}", parse_pattern(text).unwrap_err());
    }
    assert!(parse("arn:aws:logs:*:*:log-group:a").is_err());
    assert!(parse_pattern("arn:aws:ecs:nowhere:123456789012:cluster/*").is_err());
    assert!(parse_pattern("arn:aws:ecs:eu-west-1:1:cluster/*").is_err());
    assert!(parse_pattern("*").is_err());
}

#[test]
fn secrets_fall_into_their_parts() {
    let parts = |rest: &str| {
        let text = format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:{rest}");
        let arn = parse(&text).unwrap();
        let secret = arn.secret().unwrap();
        (
            secret.name.to_owned(),
            secret.json_key.map(str::to_owned),
            secret.stage.map(str::to_owned),
            secret.version.map(str::to_owned),
            secret.has_suffix(),
        )
    };
    let owned = |text: &str| Some(text.to_owned());
    assert_eq!(parts("db-AbCdEf"), ("db-AbCdEf".to_owned(), None, None, None, true));
    assert_eq!(parts("db"), ("db".to_owned(), None, None, None, false));
    assert_eq!(
        parts("a/b:user:AWSCURRENT:"),
        ("a/b".to_owned(), owned("user"), owned("AWSCURRENT"), None, false)
    );
    assert_eq!(parts("db:::v1"), ("db".to_owned(), None, None, owned("v1"), false));
    assert_eq!(parse("arn:aws:iam::123456789012:role/web").unwrap().secret(), None);
}

#[test]
fn regions_accounts_and_partitions() {
    for region in
        ["us-east-1", "ap-northeast-2", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1", "mx-central-1"]
    {
        assert!(is_region(region), "{region}");
    }
    for region in [
        "",
        "us",
        "us-east",
        "us-east-1a",
        "US-EAST-1",
        "region",
        "us_east_1",
        "u-east-1",
        "us-east-100",
        "-1",
    ] {
        assert!(!is_region(region), "{region}");
    }
    assert_eq!(partition_of_region("us-gov-west-1"), Some("aws-us-gov"));
    assert_eq!(partition_of_region("us-isob-east-1"), Some("aws-iso-b"));
    assert_eq!(partition_of_region("eu-west-1"), Some("aws"));
    assert_eq!(partition_of_region("nowhere"), None);
    assert!(is_account("000000000000") && !is_account("00000000000") && !is_account("00000000000a"));
    assert!(
        is_partition("aws") && is_partition("aws-iso-b") && !is_partition("aws-") && !is_partition("awsx")
    );
}
