import pytest

from analysis.parsing import parse
from analysis.records import Meeting, Report
from tests.unit.parsing.agendas import items_of

LEAD = "4月1日，甲市委常委会召开会议，"


def read(text: str, title: str | None = None) -> Meeting:
    meeting = parse(Report(text=text, title=title, published="2024-04-02"))
    assert meeting.is_readout
    return meeting


def test_a_plenary_session_acts_without_the_word_for_a_meeting() -> None:
    text = (
        "29日，中共甲市委九届五次全体会议召开。全会听取了林一舟代表市委常委会作的工作报告。"
        "全会原则同意纪委工作报告（讨论稿），一并提交党代会审议。全会审议通过了《甲决议》。"
    )
    assert items_of(text) == [
        ("hear", None, "市委常委会工作报告"),
        ("decide", "approved_in_principle", "纪委工作报告（讨论稿）"),
        ("deliberate", "approved", "甲决议"),
    ]


def test_what_the_lead_leaves_vague_the_passages_name_by_title_or_visit() -> None:
    text = (
        "4月1日，州委常委会召开会议，传达学习党中央、自治区党委有关会议和文件精神。\n会议强调，要认真贯彻《为基层减负若干规定》，少发文。\n"
        "会议指出，要切实抓好自治区党委书记林一舟来我州调研时提出的要求，把治理抓紧。"
    )
    assert items_of(text) == [
        ("relay", None, "为基层减负若干规定"),
        ("relay", None, "自治区党委书记林一舟来我州调研时提出的要求"),
    ]


def test_a_law_that_was_studied_covers_nothing_of_the_lead() -> None:
    text = (
        "9月11日，区长林一舟主持召开区政府常务会议，传达学习全省招商引资现场推进会议及近期省、市有关会议文件精神，"
        "听取农村公路管护工作情况汇报。\n会议强调，要快。\n会议还研究了其他事项。会前学习了《甲省农村公路条例》。"
    )
    assert items_of(text) == [
        ("relay", None, "全省招商引资现场推进会议及近期省、市有关会议文件精神"),
        ("hear", None, "农村公路管护工作情况"),
        ("study", None, "甲省农村公路条例"),
    ]


def test_a_lead_goes_on_over_who_was_there() -> None:
    text = "4月1日，甲市委举行常委会会议。林一舟出席并讲话。传达学习省水利会议精神，研究防汛工作。\n会议强调，要快。"
    assert items_of(text) == [("relay", None, "省水利会议精神"), ("consider", None, "防汛工作")]


def test_a_plenary_session_speaks_by_its_own_name() -> None:
    text = (
        "12月5日，中共甲市第七届委员会第六次全体会议举行。全委会由市委常委会主持。全委会深入贯彻党的十八大精神，认真落实省委部署，"
        "听取和讨论了林一舟受市委常委会委托作的工作报告，传达学习了省委四次全会精神；审议通过了《甲决定》。"
    )
    assert items_of(text) == [
        ("hear", None, "市委常委会工作报告"),
        ("relay", None, "省委四次全会精神"),
        ("deliberate", "approved", "甲决定"),
    ]


def test_lead_and_body_are_one_list() -> None:
    text = (
        LEAD + "研究教育改革、防汛备汛等工作。\n会议听取了全市防汛备汛工作情况汇报。会议强调，要压实责任。\n"
        "会议研究了全市教育改革工作，原则同意有关方案。会议指出，要稳步推进。"
    )
    assert items_of(text) == [
        ("hear", None, "全市防汛备汛工作情况"),
        ("consider", "approved_in_principle", "全市教育改革工作"),
    ]


def test_a_matter_that_only_the_lead_names_gets_the_stretch_that_treats_it() -> None:
    text = LEAD + "研究防汛工作，审议《甲市养老条例》。\n会议指出，防汛责任重于泰山。\n会议强调，养老条例要便于施行。"
    meeting = read(text)
    assert [item.passage.of(text) if item.passage else None for item in meeting.items] == [
        "会议指出，防汛责任重于泰山。",
        "会议强调，养老条例要便于施行。",
    ]


def test_titled_documents_under_one_verb_are_items_each_and_aliases_are_none() -> None:
    text = LEAD + "审议通过《甲办法》（以下简称《办法》）、《乙方案》和《丙意见（试行）》。"
    assert items_of(text) == [("deliberate", "approved", name) for name in ("甲办法", "乙方案", "丙意见（试行）")]


def test_several_relayed_speeches_in_one_clause_are_one_item() -> None:
    assert len(items_of(LEAD + "传达学习《甲讲话》《乙讲话》精神和全省水利会议精神，研究我市贯彻落实意见。")) == 1


@pytest.mark.parametrize(
    "measures",
    [
        "一要抓早，二要抓小，三要抓实。",
        "（一）加强领导。（二）压实责任。",
        "一是学习先进，二是研究问题，三是部署到位。",
    ],
)
def test_measures_are_no_items(measures: str) -> None:
    assert len(items_of(LEAD + "研究防汛工作。会议强调，" + measures)) == 1


def test_a_decision_on_the_response_belongs_to_the_matter_before_it() -> None:
    text = LEAD + "传达学习有关精神。\n会议传达学习了全省水利会议精神，研究并原则同意我市贯彻落实意见。"
    assert items_of(text) == [("relay", "approved_in_principle", "全省水利会议精神")]


def test_a_decision_may_govern_all_before_it() -> None:
    text = (
        "十三届全国人大三次会议主席团常务主席第二次会议4月1日举行。\n会议听取了甲某作的关于水法草案修改意见的报告。\n"
        "会议听取了乙某作的关于电法草案修改意见的报告。\n会议同意将上述草案提请主席团会议审议。"
    )
    assert [item.decision for item in read(text).items] == ["approved", "approved"]


def test_agendas_of_a_future_meeting_are_no_items() -> None:
    text = (
        "十三届全国人大常委会第九次委员长会议1日举行。会议决定，常委会第三次会议4月20日至24日在北京举行。\n"
        "委员长会议建议，常委会第三次会议审议水法草案、电法草案。"
    )
    assert [item.subject for item in read(text).items] == ["常委会第三次会议4月20日至24日在北京举行"]


def test_hearing_and_examining_one_matter_is_one_item() -> None:
    text = LEAD + "研究有关事项。\n会议听取了全市防汛能力提升情况汇报，审议并原则通过了《全市防汛能力提升情况的报告》。"
    assert items_of(text) == [("deliberate", "approved_in_principle", "全市防汛能力提升情况的报告")]


@pytest.mark.parametrize("closing", ["会议还研究了其他事项。", "会议还研究了其它有关工作。", "会议还审议了其他议题。"])
def test_other_matters_are_a_flag_and_no_item(closing: str) -> None:
    meeting = read(LEAD + "研究防汛工作。" + closing)
    assert meeting.other_matters
    assert len(meeting.items) == 1


def test_numbered_minutes_are_read_by_their_headings() -> None:
    text = (
        LEAD.removesuffix("，")
        + "。会议议定以下事项：\n一、关于防汛工作\n会议听取了市水利局汇报。会议要求，抓紧备汛。\n"
    )
    text += "二、关于养老条例\n会议审议了《甲市养老条例》。会议原则同意该条例。"
    assert items_of(text) == [
        ("consider", None, "防汛工作"),
        ("deliberate", "approved_in_principle", "甲市养老条例"),
    ]


@pytest.mark.parametrize("break_", ["\n", ""])
def test_line_breaks_make_no_difference(break_: str) -> None:
    text = break_.join(
        [
            LEAD + "传达学习全省水利会议精神，听取防汛工作汇报。",
            "会议传达学习了全省水利会议精神。会议指出，要抓好落实。",
            "会议听取了防汛工作汇报。会议要求，要压实责任。",
            "会议还研究了其他事项。",
        ]
    )
    assert [item.action for item in read(text).items] == ["relay", "hear"]


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("关于召开县人大常委会会议的通知", "县人大常委会会议定于4月3日召开，听取防汛工作报告。", "notice"),
        ("全市安全生产工作会议召开", "4月1日，全市安全生产工作会议召开，市长林一舟主持。", "conference"),
        ("市委书记调研防汛", "4月1日，市委书记林一舟调研防汛，强调落实市委常委会会议部署。", "inspection"),
        ("一周要闻回顾", "市委常委会召开会议，研究防汛工作。县政府召开常务会议，审议《甲办法》。", "digest"),
    ],
)
def test_other_reports_say_what_they_are(title: str, text: str, kind: str) -> None:
    meeting = parse(Report(text=text, title=title, published="2024-04-02"))
    assert (meeting.is_readout, meeting.kind, meeting.items) == (False, kind, ())


def test_a_page_of_several_meetings_is_a_digest_whatever_its_title() -> None:
    text = (
        "4月1日，市委常委会召开会议，研究防汛工作。4月2日，市政府召开第3次常务会议，审议《甲办法》。"
        "4月3日，市政协召开第5次主席会议，协商重点提案。"
    )
    meeting = parse(Report(text=text, title="本周要情", published="2024-04-05"))
    assert (meeting.is_readout, meeting.kind) == (False, "digest")


def test_reports_in_a_row_are_an_item_each_under_one_hearing() -> None:
    text = (
        "4月1日，甲市人大常委会举行第三次会议。\n"
        "会议听取了副主任林一舟作的关于养老条例草案审议结果的报告，委员江望作的关于河道条例草案修改情况的汇报。\n"
        "市社会委提出了关于提请审议村务公开条例草案、社区服务条例草案的两个议案。\n"
        "局长白露对关于停车管理的决定草案作了说明。"
    )
    assert items_of(text) == [
        ("hear", None, "关于养老条例草案审议结果的报告"),
        ("hear", None, "河道条例草案修改情况"),
        ("deliberate", None, "村务公开条例草案"),
        ("deliberate", None, "社区服务条例草案"),
        ("deliberate", None, "停车管理的决定草案"),
    ]


def test_a_heading_is_the_label_of_what_its_section_announces() -> None:
    text = (
        LEAD
        + "林一舟主持。\n一、研究防汛工作\n会议听取了水库除险加固进展情况汇报。\n二、关于道路命名\n会议强调，要便民。"
    )
    assert [subject for _, _, subject in items_of(text)] == ["水库除险加固进展情况", "道路命名"]


def test_what_stands_above_is_decided_on_where_it_is_of_the_kind_named() -> None:
    text = (
        LEAD + "林一舟主持。\n会议传达学习了全省水利会议精神。\n会议听取了全市防汛工作情况汇报。\n"
        "会议审议了《甲市养老规划》。\n"
        "会议审议了《甲市停车办法》，原则同意上述规划和办法。"
    )
    assert [decision for _, decision, _ in items_of(text)] == [
        None,
        None,
        "approved_in_principle",
        "approved_in_principle",
    ]


@pytest.mark.parametrize("end", ["同意以市委名义印发", "同意按公开招标方式办理", "会议原则同意考核办法"])
def test_agreeing_to_what_was_just_taken_up_is_its_decision_and_no_item(end: str) -> None:
    found = items_of(LEAD + f"林一舟主持。\n会议审议了甲市综合考核办法（讨论稿），{end}。")
    assert [(subject, bool(decision)) for _, decision, subject in found] == [("甲市综合考核办法（讨论稿）", True)]


def test_what_another_meeting_did_is_no_item() -> None:
    text = LEAD + "传达学习省委常委会会议精神。\n3月20日召开的省委常委会会议听取了灾情汇报，研究了灾后重建工作。"
    assert [subject for _, _, subject in items_of(text)] == ["省委常委会会议精神"]


def test_a_meeting_that_announces_no_act_is_about_its_theme() -> None:
    text = "政协甲市第三届委员会常务委员会第七次会议1日开幕，主要议题是推进文旅融合。市政协主席林一舟主持。"
    assert items_of(text) == [("study", None, "推进文旅融合")]


def test_a_law_on_appointments_appoints_nobody() -> None:
    assert items_of(LEAD + "审议通过《甲市任命的工作人员宣誓办法》，决定任命林一舟为甲市水利局局长。")[0] == (
        "deliberate",
        "approved",
        "甲市任命的工作人员宣誓办法",
    )


@pytest.mark.parametrize(
    "passage",
    [
        "会议在听取全县河道清淤进展汇报时强调，要抢在汛期之前完工。",
        "在认真听取了全县河道清淤进展汇报后，与会人员作了发言。",
        "会议在听取全县河道清淤进展情况汇报后指出，要抢在汛期之前完工。",
    ],
)
def test_an_act_told_in_passing_is_an_item(passage: str) -> None:
    found = items_of(LEAD.removesuffix("，") + "。\n" + passage)
    assert len(found) == 1
    assert found[0][0] == "hear"
    assert found[0][2].startswith("全县河道清淤进展")


def test_hearing_speeches_is_no_item() -> None:
    text = LEAD + "研究防汛工作。\n在听取大家发言后，林一舟指出，要抓早抓小。"
    assert len(items_of(text)) == 1


def test_acts_in_a_row_are_told_apart_and_share_their_decision() -> None:
    text = (
        LEAD.removesuffix("，")
        + "。\n会议讨论了甲河保护条例、听取了渡口安全整治情况汇报、研究了表彰护林员事宜等三项议题，并原则通过。"
    )
    assert items_of(text) == [
        ("consider", "approved_in_principle", "甲河保护条例"),
        ("hear", "approved_in_principle", "渡口安全整治情况"),
        ("consider", "approved_in_principle", "表彰护林员事宜"),
    ]


def test_reports_heard_and_discussed_are_an_item_each() -> None:
    text = (
        LEAD.removesuffix("，") + "。\n会议书面听取并讨论《关于去年预算执行情况和今年预算（草案）的报告》（讨论稿）、"
        "《渔港规划（草案）》（讨论稿）、市法院工作报告（讨论稿）。"
    )
    assert [subject for _, _, subject in items_of(text)] == [
        "关于去年预算执行情况和今年预算（草案）的报告（讨论稿）",
        "渔港规划（草案）（讨论稿）",
        "市法院工作报告（讨论稿）",
    ]


def test_reports_by_several_reporters_under_one_verb_are_an_item_each() -> None:
    text = LEAD.removesuffix("，") + "。\n会议听取了市水利局关于冬修进度情况的汇报，及市教育局关于校舍加固情况的报告。"
    assert [subject for _, _, subject in items_of(text)] == ["冬修进度情况", "关于校舍加固情况的报告"]


def test_what_is_heard_in_writing_after_another_report_is_an_item() -> None:
    text = LEAD.removesuffix("，") + "。\n会议听取了渔港建设情况的汇报。书面听取了护林员队伍建设情况的报告。"
    assert [subject for _, _, subject in items_of(text)] == ["渔港建设情况", "护林员队伍建设情况的报告"]


def test_a_day_set_for_another_meeting_is_one_item_and_its_agenda_none() -> None:
    text = (
        "4月1日，市五届人大常委会第三十二次主任会议召开，决定市五届人大常委会第十七次会议4月22日召开。\n"
        "会议研究了机关值班工作。\n建议议程是：听取防汛情况汇报，审议养犬条例。"
    )
    assert items_of(text) == [
        ("decide", "decided", "市五届人大常委会第十七次会议4月22日召开"),
        ("consider", None, "机关值班工作"),
    ]


def test_the_agenda_of_a_meeting_that_was_called_is_no_item() -> None:
    text = LEAD.removesuffix("，") + "。会议决定召开市委五届六次全会，审议市委工作报告。"
    assert items_of(text) == [("decide", "decided", "召开市委五届六次全会")]


def test_a_list_within_a_sentence_is_read_entry_by_entry() -> None:
    text = LEAD.removesuffix("，") + "。会议研究了如下事项：一、研究防汛工作；二、审议《甲县渡口规划》；三、其他事项。"
    meeting = read(text)
    assert [(item.action, item.subject) for item in meeting.items] == [
        ("consider", "防汛工作"),
        ("deliberate", "甲县渡口规划"),
    ]
    assert meeting.other_matters


def test_a_lead_in_two_sentences() -> None:
    meeting = read("县委常委会召开2024年第28次会议。4月1日，县委书记林一舟主持召开会议，研究渡口安全工作。")
    assert [item.subject for item in meeting.items] == ["渡口安全工作"]
    assert (meeting.date, meeting.chair) == ("2024-04-01", "林一舟")


def test_spirit_that_runs_over_commas_is_one_item() -> None:
    text = (
        LEAD.removesuffix("，")
        + "。\n会议传达学习了全国水利会议精神，省防汛指挥部全体会议精神，以及市两会精神，研究贯彻意见及近期重点工作。"
    )
    assert [action for action, _, _ in items_of(text)] == ["relay"]


def test_what_somebody_passed_on_at_the_meeting_is_an_item() -> None:
    text = LEAD.removesuffix("，") + "。会上，江望副主任传达了全省渡口安全会议精神。"
    assert items_of(text) == [("relay", None, "全省渡口安全会议精神")]


def test_explained_drafts_and_their_adoption_are_one_item_each() -> None:
    text = (
        "4月1日，市五届人大常委会召开第二十九次会议。\n在表决通过本次会议议程后，会议听取了《甲河保护条例（草案）》的说明；"
        "听取了关于提请任免的人事事项的说明。\n会议表决通过了甲河保护条例。表决通过了有关人事任免事项。"
    )
    assert items_of(text) == [
        ("deliberate", "approved", "甲河保护条例（草案）"),
        ("appoint", "approved", "有关人事任免事项"),
    ]


def test_what_a_presidium_adopts_and_decides() -> None:
    text = (
        "4月1日，市十六届人大四次会议主席团举行第一次会议。会议以举手表决的方式，通过了市十六届人大四次会议日程；"
        "决定了大会副秘书长。会议决定，代表提出议案的截止时间为4月3日12时。"
    )
    assert items_of(text) == [
        ("deliberate", "approved", "市十六届人大四次会议日程"),
        ("decide", "decided", "大会副秘书长"),
        ("decide", "decided", "代表提出议案的截止时间为4月3日12时"),
    ]


def test_what_one_person_arranged_at_the_meeting_is_an_item() -> None:
    text = LEAD + "学习渡口安全知识。\n会上，江望还对下半年护林员招录进行了安排部署。"
    assert items_of(text)[-1] == ("arrange", None, "下半年护林员招录")


def test_documents_consulted_on_are_an_item_each() -> None:
    text = "4月1日，县政协召开主席会议。随后，会议对《渡口视察报告》《林区协商意见》及委员分组建议等内容进行了协商。"
    assert [(action, subject) for action, _, subject in items_of(text)][:2] == [
        ("consider", "渡口视察报告"),
        ("consider", "林区协商意见"),
    ]


@pytest.mark.parametrize(
    ("clause", "expected"), [("研究当前渡口工作", ["relay", "consider"]), ("研究当前重点工作", ["relay"])]
)
def test_present_work_is_an_item_where_it_is_named(clause: str, expected: list[str]) -> None:
    assert [action for action, _, _ in items_of(LEAD + f"传达学习全省水利会议精神，{clause}。")] == expected


def test_cooperation_is_no_reporter() -> None:
    text = LEAD.removesuffix("，") + "。会议听取了统战部关于促进甲市与乙地渔业合作的若干措施的汇报。"
    assert items_of(text) == [("hear", None, "促进甲市与乙地渔业合作的若干措施")]


def test_a_decision_told_later_is_the_heard_matters_own() -> None:
    text = (
        LEAD.removesuffix("，") + "。\n审议《甲市护林方案》，听取市水利局关于渡口改造、河道清淤进展情况的汇报。\n"
        "会议原则通过《甲市护林方案》。会议原则同意市水利局关于渡口改造、河道清淤进展情况的汇报。"
    )
    assert items_of(text) == [
        ("deliberate", "approved_in_principle", "甲市护林方案"),
        ("hear", "approved_in_principle", "渡口改造、河道清淤进展情况"),
    ]


def test_a_resolution_on_a_report_and_the_report_are_one_item() -> None:
    text = (
        "4月1日，县五届人大常委会第四次会议召开。会议听取和审议县政府关于去年渔港规划实施情况的报告、"
        "关于护林防火情况的报告；会议一致通过关于批准《去年渔港规划实施情况的报告》的决议。"
    )
    assert items_of(text) == [
        ("deliberate", "approved", "关于去年渔港规划实施情况的报告"),
        ("hear", None, "关于护林防火情况的报告"),
    ]


def test_what_was_agreed_by_an_alias_is_the_document() -> None:
    text = (
        LEAD.removesuffix("，") + "。\n会议听取了市城管局关于《“洁净渡口”行动方案（2021-2023）（送审稿）》"
        "（以下简称《行动方案》）的汇报。会议指出，要早动手。会议议定，原则通过《行动方案》，请市城管局修改完善。"
    )
    assert [decision for _, decision, _ in items_of(text)] == ["approved_in_principle"]


def test_documents_of_several_owners_under_one_verb_are_an_item_each() -> None:
    text = (
        "4月1日，县十七届人大常委会举行第二十次会议。\n会议听取和审议了县人民政府《关于渔港建设情况的报告》，"
        "《关于冬修进度的报告》和县人大常委会农环委《关于山塘管护的考察报告》，县人民检察院《关于公益诉讼情况的报告》。"
    )
    assert [subject for _, _, subject in items_of(text)] == [
        "关于渔港建设情况的报告",
        "关于冬修进度的报告",
        "关于山塘管护的考察报告",
        "关于公益诉讼情况的报告",
    ]


def test_rules_that_were_amended_and_what_was_voted_on_by_hand() -> None:
    text = (
        "4月1日，县五届人大常委会第四次会议召开。会议以举手表决的方式通过了下次会议建议议程（草案）。"
        "根据有关规定，会议对《甲县议事规则》、《甲县人事任免办法》进行修改。"
    )
    assert items_of(text) == [
        ("deliberate", "approved", "下次会议建议议程（草案）"),
        ("deliberate", None, "甲县议事规则"),
        ("deliberate", None, "甲县人事任免办法"),
    ]


def test_spirits_relayed_together_and_treated_apart_are_an_item_each() -> None:
    text = (
        LEAD
        + "传达学习全国渔业会议精神、全省护林防火会议精神，研究我市贯彻意见。\n会议指出，渔业是富民产业，要办好渔港。\n"
        "会议指出，护林防火责任重大，要守好山林。"
    )
    assert [subject for _, _, subject in items_of(text)] == ["全国渔业会议精神", "全省护林防火会议精神"]


def test_reports_that_were_heard_on_the_matters_just_listed_are_no_further_item() -> None:
    text = (
        LEAD.removesuffix("，") + "。\n会议审议了渡口改造、山塘管护、护林防火、闲置校舍处置等四项议题。\n"
        "会议分别听取了市水利局、市林业局关于渡口改造、山塘管护、护林防火的汇报。"
    )
    assert len(items_of(text)) == 1


def test_appointments_after_a_report_are_an_item_and_do_not_approve_the_report() -> None:
    text = "4月1日，县五届人大常委会举行第十次会议。会议听取和审议了关于渔港建设情况的报告，表决通过了人事任免事项。"
    assert items_of(text) == [
        ("hear", None, "关于渔港建设情况的报告"),
        ("appoint", "approved", "人事任免事项"),
    ]


def test_documents_listed_with_commas_are_an_item_each_and_what_follows_them_is_none() -> None:
    text = (
        "4月1日，县五届人大常委会举行第十次会议。会议审议通过了县人大常委会2024年工作要点，代表履职评价办法，"
        "县政府关于渔港建设情况的报告、关于山塘管护情况的报告，希望尽快印发规定。"
    )
    assert [subject for _, _, subject in items_of(text)] == [
        "县人大常委会2024年工作要点",
        "代表履职评价办法",
        "县政府关于渔港建设情况的报告",
        "关于山塘管护情况的报告",
    ]


def test_reporters_told_after_commas_are_heard_too() -> None:
    text = (
        "4月1日，县五届人大常委会举行第十次会议。会议听取了县水利局关于渡口改造情况的报告（草案）、县林业局关于护林防火的说明，"
        "县教育局关于闲置校舍情况的汇报。"
    )
    assert len(items_of(text)) == 3


def test_one_report_on_plan_and_budget_is_one_item() -> None:
    text = "4月1日，县五届人大常委会举行第十次会议。会议听取并通过了发展计划和预算草案的审查结果报告。"
    assert [subject for _, _, subject in items_of(text)] == ["发展计划和预算草案的审查结果报告"]


def test_what_is_heard_and_passed_after_another_hearing_is_an_item_of_its_own() -> None:
    text = "4月1日，县五届人大常委会举行第十次会议。会议听取了渔港建设情况的汇报；听取并通过了议案处理意见的报告。"
    assert [decision for _, decision, _ in items_of(text)] == [None, "approved"]


def test_an_agenda_that_is_counted_out() -> None:
    text = (
        LEAD.removesuffix("，") + "。\n会议共有三项议题：一是听取渔港建设情况汇报；听取山塘管护情况汇报。\n"
        "二是研究护林防火工作。\n三是审议《渡口办法》。\n会议强调，一是研究办法要早，二是部署要细。"
    )
    assert [(action, subject) for action, _, subject in items_of(text)] == [
        ("hear", "渔港建设情况"),
        ("hear", "山塘管护情况"),
        ("consider", "护林防火工作"),
        ("deliberate", "渡口办法"),
    ]


def test_speeches_under_one_verb_that_the_body_takes_one_by_one() -> None:
    text = (
        LEAD + "学习习近平总书记关于渔业安全的重要指示精神、习近平总书记在水利座谈会上的重要讲话精神和习近平总书记"
        "致山林、渡口博览会的贺信精神。\n会议指出，渔业安全要守牢。\n会议强调，水利座谈会的要求要落实。\n"
        "会议强调，致博览会的贺信要学深，管好山林。\n会议听取了闲置校舍情况汇报。"
    )
    assert len(items_of(text)) == 4


def test_a_speech_with_its_occasion_is_no_vague_one() -> None:
    text = (
        LEAD + "学习习近平总书记在渔业大会上的重要讲话精神，传达学习有关会议精神。\n会议强调，要办好渔业。\n"
        "会议传达学习了全省护林防火会议精神。"
    )
    assert [subject for _, _, subject in items_of(text)] == [
        "习近平总书记在渔业大会上的重要讲话精神",
        "全省护林防火会议精神",
    ]


def test_what_was_relayed_and_answered_in_one_clause_and_what_was_organised() -> None:
    text = (
        LEAD + "传达了近期水利会议精神并研究贯彻落实意见。\n会议还组织学习了《渡口条例》。"
        "\n在听取完渔港建设情况汇报后，林一舟强调，要早动手。"
    )
    assert [action for action, _, _ in items_of(text)] == ["relay", "study", "hear"]


def test_drafts_explained_in_a_sitting_are_named_by_their_titles_and_opinions_on_them_are_none() -> None:
    text = (
        "4月1日，市五届人大常委会举行第十次会议，对《甲市渔港条例（草案）》等进行了审议。\n会议听取了市水利局局长林一舟所作的关于"
        "《甲市渡口条例（草案）》的说明并解读，以及市人大农委主任江二帆所作的相关审议意见报告；听取了市人大财经委关于"
        "《甲市山塘条例（草案）》的说明。"
    )
    assert items_of(text) == [
        ("deliberate", None, "甲市渔港条例（草案）"),
        ("deliberate", None, "甲市渡口条例（草案）"),
        ("deliberate", None, "甲市山塘条例（草案）"),
    ]


def test_two_reports_that_were_each_examined_are_two_items_however_alike() -> None:
    text = (
        "4月1日，县五届人大常委会举行第十次会议。会议听取和审议了县政府关于国有渔港资产管理情况的专项报告；"
        "审议了县政府关于国有资产管理情况的综合报告（书面）。"
    )
    assert len(items_of(text)) == 2


def test_reports_of_several_reporters_after_a_conjunction_are_each_heard() -> None:
    text = (
        "4月1日，县五届人大常委会举行第十次会议。会议听取了县政府关于渔港建设情况的报告，关于山塘管护情况的报告"
        "和县人大财经委、农委关于渡口改造情况的报告。"
    )
    assert len(items_of(text)) == 3


def test_matters_named_only_as_some_are_none_where_the_body_names_them() -> None:
    text = LEAD + "讨论有关改革文件，研究政府相关工作事项。\n会议审议通过了《渡口改革方案》。"
    assert items_of(text) == [("deliberate", "approved", "渡口改革方案")]


def subjects(text: str) -> list[str]:
    return [subject for _, _, subject in items_of(text)]


@pytest.mark.parametrize(
    ("announced", "named"),
    [
        ("会议研究了《渔港办法》和县级领导包抓渡口事宜。", ["渔港办法", "县级领导包抓渡口事宜"]),
        ("会议审议了全市渡口改造清单、《渔港要点》《山塘计划》。", ["全市渡口改造清单", "渔港要点", "山塘计划"]),
        ("会议研究了《渔港支持政策》、《山塘若干意见》等问题。", ["渔港支持政策", "山塘若干意见"]),
        ("会议审议了渡口整治工作和《渔港要点》。", ["渡口整治工作", "渔港要点"]),
        (
            "会议审议通过了渔业大会时间地点（草案），《工作报告》（草案），渔业大会主持人建议名单。",
            ["渔业大会时间地点（草案）", "工作报告（草案）", "渔业大会主持人建议名单"],
        ),
        (
            "会议审议通过了渔业大会议程（草案）、日程（草案）和渔业大会主席团名单（草案）。",
            ["渔业大会议程（草案）、日程（草案）", "渔业大会主席团名单（草案）"],
        ),
        ("会议审议了《渔港条例》和《渡口条例》实施情况。", ["《渔港条例》和《渡口条例》实施情况"]),
        ("会议审议了《渔港条例》及其起草说明。", ["《渔港条例》及其起草说明"]),
    ],
)
def test_titles_and_what_is_named_beside_them(announced: str, named: list[str]) -> None:
    assert subjects(LEAD.rstrip("，") + "。" + announced) == named


@pytest.mark.parametrize(
    ("announced", "named"),
    [
        ("会议听取了渔港建设工作汇报、山塘管护情况汇报。", ["渔港建设工作", "山塘管护情况"]),
        ("会议听取了渔港建设的汇报和山塘管护等工作的汇报。", ["渔港建设", "山塘管护"]),
        ("会议听取了渔港建设情况的汇报，山塘管护情况的汇报。", ["渔港建设情况", "山塘管护情况"]),
        ("会议听取了渔港建设、山塘管护情况的汇报。", ["渔港建设、山塘管护情况"]),
        ("会议听取了水利局、财政局的汇报，研究了渔港建设工作。", ["渔港建设工作"]),
    ],
)
def test_reports_each_with_its_own_word_are_each_heard(announced: str, named: list[str]) -> None:
    assert subjects(LEAD.rstrip("，") + "。" + announced) == named


def test_an_act_goes_on_after_semicolons_that_part_documents() -> None:
    text = (
        LEAD.rstrip("，") + "。会议审议通过了关于召开渔业大会的决定；渔业大会工作报告及报告人；渔业大会建议议程。"
        "会议强调，要抓早；抓紧渔港方案；抓实山塘计划。"
    )
    assert subjects(text) == ["关于召开渔业大会的决定", "渔业大会工作报告及报告人", "渔业大会建议议程"]


def test_a_paper_with_its_own_title_is_another_matter_than_the_work_reported_on() -> None:
    text = LEAD.rstrip("，") + "。会议听取了渔港安全管理情况汇报，研究通过了《甲市渔港渡口管理方案》。"
    assert [(action, decision) for action, decision, _ in items_of(text)] == [("hear", None), ("consider", "approved")]
    text = LEAD.rstrip("，") + "。会议听取了甲市渔港管理方案起草情况汇报，审议通过了《甲市渔港管理方案》。"
    assert items_of(text) == [("deliberate", "approved", "甲市渔港管理方案")]


def test_papers_of_one_sitting_are_told_apart_by_what_comes_after_its_name() -> None:
    text = (
        "4月1日，市政协召开四届三十五次主席会议。会议审议了市政协四届五次会议议程和日程、市政协四届五次会议选举办法。"
        "会议还通过了市政协四届五次会议秘书长名单。会议决定，市政协四届五次会议于4月20日召开。"
    )
    assert len(items_of(text)) == 4


def test_a_sitting_to_be_called_is_decided_by_the_sentence_that_calls_it() -> None:
    text = (
        "4月1日，市人大常委会召开主任会议，听取关于举行市五届人大常委会第九次会议有关事项的汇报。\n"
        "会议决定，市五届人大常委会第九次会议4月9日举行，会期一天。"
    )
    assert [(action, decision) for action, decision, _ in items_of(text)] == [("hear", "decided")]


def test_matters_of_a_list_in_the_lead_that_the_body_treats_one_by_one() -> None:
    text = (
        LEAD + "听取省委第二巡视组对甲市反馈意见整改落实情况、渔港码头安全治理情况、为民办实事项目推进情况的汇报。\n"
        "会议指出，要对照巡视整改要求，逐条销号。\n会议指出，码头事故教训深刻，渔港要严管。\n会议指出，办实事贵在兑现。"
    )
    assert len(items_of(text)) == 3


def test_the_own_agenda_of_a_sitting_and_what_was_learnt_in_it_are_no_items() -> None:
    text = (
        "4月1日，市五届人大常委会举行第十次会议。会议表决通过了本次会议议程（草案）。会议学习了渔业大会精神。"
        "与会人员围绕学习内容作了研讨发言。"
    )
    assert subjects(text) == ["渔业大会精神"]


def test_another_body_of_the_sitting_acts_in_a_sentence_of_its_own() -> None:
    text = LEAD.rstrip("，") + "。会议研究了渔港工作。\n市政府党组还专题研究了山塘管护工作。"
    assert subjects(text) == ["渔港工作", "山塘管护工作"]


def test_a_report_told_in_sum_and_heard_again_is_one_item() -> None:
    text = (
        LEAD.rstrip("，")
        + "。会议通报了《渔港管理中期报告》《山塘管护报告》等事项。\n会议听取了市水利局关于《渔港管理中期报告》"
        "的汇报。会议指出，要抓紧。\n会议听取了市林业局关于《山塘管护报告》的汇报。"
    )
    assert [action for action, _, _ in items_of(text)] == ["brief", "brief"]


def test_a_consultation_on_a_quoted_theme() -> None:
    text = "4月1日，县政协召开五届常委会第九次会议，聚焦“渔港高质量发展”主题听取情况介绍，开展专题协商。"
    assert subjects(text) == ["“渔港高质量发展”"]


@pytest.mark.parametrize(
    ("announced", "named"),
    [
        ("会议学习了《渔港法》《渡口条例》等文件。", ["渔港法", "渡口条例"]),
        ("会议传达学习了渔业大会精神、水利会议精神及《渡口条例》。", ["渔业大会精神、水利会议精神", "渡口条例"]),
        ("会议传达学习了《甲讲话》《乙讲话》精神。", ["《甲讲话》《乙讲话》精神"]),
        ("会议研究了渔港改革相关事宜和人事任免事项。", ["渔港改革相关事宜", "人事任免事项"]),
        (
            "会议听取了关于检查《渡口条例》实施情况、关于渔港建设情况的汇报。",
            ["检查《渡口条例》实施情况", "渔港建设情况"],
        ),
        (
            "会议听取了《渔港清单》有关情况、《渡口方案》起草情况汇报。",
            ["《渔港清单》有关情况", "《渡口方案》起草情况"],
        ),
        (
            "会议听取了县政府关于落实渔业振兴战略，开展渔港建设情况的报告。",
            ["关于落实渔业振兴战略，开展渔港建设情况的报告"],
        ),
    ],
)
def test_what_a_list_under_one_verb_names(announced: str, named: list[str]) -> None:
    assert subjects(LEAD.rstrip("，") + "。" + announced) == named


def test_an_agenda_listed_line_by_line_after_the_lead() -> None:
    text = (
        "3月3日上午，区政协召开六届七次主席会议，会议由林一舟主席主持，会议主要内容：\n1、学习渔业大会精神；\n"
        "2、协商区政协2023年度工作要点；\n3、协商决定召开区政协六届第六次常委会议有关事宜；\n4、部署渡口整治工作。"
    )
    meeting = read(text)
    assert (meeting.body, meeting.session, meeting.chair, len(meeting.items)) == ("区政协主席会议", "七次", "林一舟", 4)


def test_matters_told_only_by_what_was_said_on_each() -> None:
    text = (
        "4月1日，区长林一舟主持召开区长办公会。\n关于渔港建设，林一舟要求：要抓早。\n关于渡口整治，林一舟要求：要抓实。"
    )
    assert items_of(text) == [("consider", None, "渔港建设"), ("consider", None, "渡口整治")]


def test_what_somebody_told_the_meeting_in_a_sentence_of_its_own() -> None:
    text = (
        "4月1日，县政协主席林一舟主持召开五届九次常委会议。\n林一舟通报了省政协领导到甲县调研渔港情况。副县长和丽瑶通报"
        "上半年渔业发展情况。江望山带学了《渔港规划纲要》。\n林一舟强调，要通报情况、传达精神，抓好落实。"
    )
    assert [(action, subject) for action, _, subject in items_of(text)] == [
        ("brief", "省政协领导到甲县调研渔港情况"),
        ("brief", "上半年渔业发展情况"),
        ("study", "渔港规划纲要"),
    ]


def test_acts_between_semicolons_are_apart_though_they_name_the_same_people() -> None:
    text = (
        "4月1日，县五届人大一次会议主席团举行第四次会议。\n会议听取了渔港选举办法起草情况的汇报；听取了推选监票人情况的汇报；"
        "通过了总监票人、监票人建议名单。"
    )
    assert len(items_of(text)) == 3


def test_a_resignation_that_is_accepted_and_a_draft_that_is_sent_on() -> None:
    text = (
        "4月1日，市五届人大常委会第九次会议闭幕。\n会议决定任命和丽瑶为副市长；决定接受江望山辞去副市长职务的请求。\n"
        "会议决定将渔港条例草案提请市五届人大三次会议审议。"
    )
    assert [(action, decision) for action, decision, _ in items_of(text)] == [
        ("appoint", "decided"), ("appoint", "decided"), ("decide", "decided"),
    ]  # fmt: skip


def test_the_meeting_that_is_passed_on_is_not_this_one() -> None:
    text = (
        "4月16日，甲县县委召开常委会扩大会议，传达学习习近平总书记在渔业委员会会议上的重要讲话精神。\n"
        "3月28日，习近平总书记主持召开中央渔业委员会第一次会议，审议通过了20份改革文件。"
    )
    meeting = read(text)
    assert (meeting.date, meeting.chair, len(meeting.items)) == ("2023-04-16", None, 1)


def test_a_section_ends_where_the_next_heading_stands() -> None:
    text = (
        "4月1日，县政协召开五届九次常委会议。会议纪要如下：\n一、学习渔业大会精神\n会议学习了渔业大会精神。会议要求，要学深。\n"
        "二、围绕编制渔港规划专题协商议政\n会议围绕编制渔港规划开展专题协商议政。"
    )
    assert subjects(text) == ["渔业大会精神", "编制渔港规划"]


def test_what_follows_a_colon_after_the_act() -> None:
    text = LEAD.rstrip("，") + "。会议主要研究了以下事项：渔港建设工作、山塘管护工作。"
    assert subjects(text) == ["渔港建设工作、山塘管护工作"]


def test_an_object_ends_where_the_next_clause_tells_of_something_else() -> None:
    text = LEAD.rstrip("，") + "。会上，市水利局汇报了渔港建设情况，与会人员进行了讨论。"
    assert subjects(text) == ["渔港建设情况"]
    text = LEAD.rstrip("，") + "。会议研究了渔港建设工作，强调要抓早；审议了《渡口办法》。"
    assert subjects(text) == ["渔港建设工作", "渡口办法"]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (
            "会议表决通过了关于批准预算调整方案的决议，关于交付审议的第7号议案审议结果的报告，"
            "关于个别代表的代表资格的报告和其他人事任免事项。",
            [
                ("deliberate", "关于批准预算调整方案的决议"),
                ("deliberate", "关于交付审议的第7号议案审议结果的报告"),
                ("deliberate", "关于个别代表的代表资格的报告"),
                ("appoint", "其他人事任免事项"),
            ],
        ),
        (
            "会议审议了市渔业局送审的《关于审定〈渔港清单〉的请示》，市水利局送审的《关于审定〈渡口方案〉的请示》等议题。",
            [("deliberate", "关于审定〈渔港清单〉的请示"), ("deliberate", "关于审定〈渡口方案〉的请示")],
        ),
        (
            "会议学习传达了《渔港管理条例》、《渔讯》杂志发表文章《论渔港》、《在渡口会上的讲话要点》等8项文件精神。",
            [
                ("relay", "渔港管理条例"),
                ("relay", "《渔讯》杂志发表文章《论渔港》"),
                ("relay", "在渡口会上的讲话要点"),
            ],
        ),
        (
            "会议还研究了提请市人大常委会审议的人事事项及关于召开第二十次会议的有关安排。",
            [("appoint", "提请市人大常委会审议的人事事项"), ("consider", "关于召开第二十次会议的有关安排")],
        ),
        (
            "会议审议通过了渔港会议议程（草案）和日程，关于召开渔港会议的决定（草案），渔港会议列席人员名单（草案）。",
            [
                ("deliberate", "渔港会议议程（草案）和日程"),
                ("deliberate", "关于召开渔港会议的决定（草案）"),
                ("deliberate", "渔港会议列席人员名单（草案）"),
            ],
        ),
        (
            "会议传达了全市渔业工作会议精神；林一舟同志在渡口会上的讲话精神，听取渔港建设情况汇报；市委水利会议精神。",
            [
                ("relay", "全市渔业工作会议精神"),
                ("relay", "林一舟同志在渡口会上的讲话精神"),
                ("hear", "渔港建设情况"),
                ("relay", "市委水利会议精神"),
            ],
        ),
        (
            "会议听取了全市2017年渔港改革工作情况汇报，研究了2018年渔港改革工作要点和渔港改革项目清单。",
            [
                ("hear", "全市2017年渔港改革工作情况"),
                ("consider", "2018年渔港改革工作要点"),
                ("consider", "渔港改革项目清单"),
            ],
        ),
    ],
)
def test_lists_of_papers_whoever_brought_them_in(told: str, named: list[tuple[str, str]]) -> None:
    assert [(item.action, item.subject) for item in read(LEAD.rstrip("，") + "。\n" + told).items] == named


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("会议依次听取了渔港建设情况汇报。", [("hear", "渔港建设情况")]),
        ("会议上一致审定了渔港方案。", [("deliberate", "渔港方案")]),
        ("会议指出研究了渔港方案的同志们做得好。会议研究了防汛工作。", [("consider", "防汛工作")]),
        (
            "会议通过了渔港会议日程；提出了渔港选举办法（草案）；指定了计票人。",
            [("deliberate", "渔港会议日程"), ("deliberate", "渔港选举办法（草案）"), ("decide", "计票人")],
        ),
        ("会议还听取了区政府重点工作落实情况汇报，并研究了其他事项。", [("hear", "区政府重点工作落实情况")]),
        (
            "会上，理论学习中心组成员认真学习了渔业会议精神、水利会议精神等内容，部分成员围绕学习内容作研讨发言。",
            [("study", "渔业会议精神、水利会议精神")],
        ),
        (
            "会上，区委副书记林一舟，区委委员何向北分别领学了渔港讲话精神及《如何建渔港》《渔港条例》。",
            [("study", "渔港讲话精神"), ("study", "如何建渔港"), ("study", "渔港条例")],
        ),
        (
            "会议听取了渔港审查报告；确定候选人建议名单，提请大会选举；确定大会监票人建议名单，提请大会表决。",
            [("hear", "渔港审查报告"), ("decide", "候选人建议名单"), ("decide", "大会监票人建议名单")],
        ),
        ("会议听取、讨论并原则通过了《渔港工作报告》。", [("consider", "渔港工作报告")]),
        ("会议审议了关于召开渔港会议的决定（草案）。", [("deliberate", "关于召开渔港会议的决定（草案）")]),
        (
            "会议初审了《渔港决议（草案）》和人事任免案。",
            [("deliberate", "渔港决议（草案）"), ("appoint", "人事任免案")],
        ),
        (
            "会议结束前，组织机关党支部全体党员集中学习了《渔港讲话》和《渡口讲话》。",
            [("study", "渔港讲话"), ("study", "渡口讲话")],
        ),
        (
            "会议集体学习《渔港意见》《渡口通知》，以及林一舟在水利推进会上的讲话精神，安排部署近期重点工作。",
            [("study", "渔港意见"), ("study", "渡口通知"), ("study", "林一舟在水利推进会上的讲话精神")],
        ),
        (
            "会议审定了学校《奖学金评审办法》，2022年度教学优秀奖评选结果，科研平台运行经费等事宜。",
            [
                ("deliberate", "奖学金评审办法"),
                ("deliberate", "2022年度教学优秀奖评选结果"),
                ("deliberate", "科研平台运行经费"),
            ],
        ),
        (
            "会议审议了政协青禾市第十届委员会第四次会议编组办法和召集人名单。",
            [("deliberate", "政协青禾市第十届委员会第四次会议编组办法和召集人名单")],
        ),
        ("会议研究了扶贫协作和对口支援工作。", [("consider", "扶贫协作和对口支援工作")]),
        ("会议传达了全市渔业会议精神，并听取全区有关工作情况汇报。", [("relay", "全市渔业会议精神")]),
    ],
)
def test_acts_however_they_are_told(told: str, named: list[tuple[str, str]]) -> None:
    assert [(item.action, item.subject) for item in read(LEAD.rstrip("，") + "。\n" + told).items] == named


def test_other_matters_told_with_a_last_one() -> None:
    meeting = read(LEAD.rstrip("，") + "。\n会议还听取了区政府重点工作落实情况汇报，并研究了其他事项。")
    assert meeting.other_matters


def test_other_posts_are_a_matter_and_no_other_matters() -> None:
    meeting = read(LEAD + "研究防汛工作。\n会议还审议通过了其他人事事项。")
    assert not meeting.other_matters
    assert [item.action for item in meeting.items] == ["consider", "appoint"]


def test_what_somebody_reported_after_another_matter_is_an_item() -> None:
    text = "4月1日，甲市委常委会召开会议。\n会议学习了《甲条例》；各位常委分别就分管领域上半年工作情况作了汇报。"
    assert [subject for _, _, subject in items_of(text)] == ["甲条例", "分管领域上半年工作情况"]


def test_plans_that_are_reported_on_are_a_matter_each() -> None:
    text = LEAD + "会议听取了甲县防汛行动方案、农村供水实施意见、渡口建设规划的汇报。"
    assert items_of(text) == [
        ("hear", None, "甲县防汛行动方案"),
        ("hear", None, "农村供水实施意见"),
        ("hear", None, "渡口建设规划"),
    ]


def test_a_list_of_drafts_goes_on_over_commas_past_what_is_left_vague() -> None:
    text = LEAD + "会议审议了大会决定（草案），县政协工作报告（审议稿）、提案工作报告（审议稿）以及有关大会事项安排。"
    assert [subject for _, _, subject in items_of(text)] == [
        "大会决定（草案）",
        "县政协工作报告（审议稿）",
        "提案工作报告（审议稿）",
    ]


def test_the_work_of_another_round_is_another_matter() -> None:
    text = LEAD + "听取县委第十轮巡察情况汇报，研究部署了第十三轮巡察工作。"
    assert [subject for _, _, subject in items_of(text)] == ["县委第十轮巡察情况", "第十三轮巡察工作"]


def test_a_command_that_confers_on_the_rain_has_that_matter() -> None:
    text = "7月11日，甲县防汛抗旱指挥部组织12个部门召开会商会议，对本周降雨过程进行会商研判。副县长林一舟主持。"
    assert items_of(text) == [("consider", None, "本周降雨过程")]


def test_what_the_main_task_of_a_meeting_is_said_to_be_is_its_matter() -> None:
    text = "5月27日，甲县召开全县防汛领导小组会议暨春耕推进会，主要任务是听取渡口建设情况汇报，安排部署全县春耕工作。"
    assert read(text).body == "防汛领导小组会议暨春耕推进会"
    assert [subject for _, _, subject in items_of(text)] == ["渡口建设情况", "全县春耕工作"]


@pytest.mark.parametrize("who", ["会议", "会议还", ""])
def test_a_list_over_commas_that_is_closed_by_what_was_done_with_it_is_one_matter(who: str) -> None:
    told = f"{who}就做好渡口检修，抓好冬修，推进校舍加固等重点工作进行了安排部署。"
    text = LEAD + told if not who else LEAD + "研究护林工作。\n" + told
    assert items_of(text)[-1] == ("arrange", None, "做好渡口检修，抓好冬修，推进校舍加固")


def test_a_list_of_what_others_spoke_of_is_no_matter() -> None:
    text = LEAD + "研究护林工作。\n会议就护林，要抓好巡查，落实责任等作了强调。"
    assert items_of(text) == [("consider", None, "护林工作")]


def test_a_study_session_that_is_only_named_studies_nothing() -> None:
    text = "甲市委常委会集体学习会4月1日举行。会议学习了《甲条例》。市委书记林一舟主持。"
    assert items_of(text) == [("study", None, "甲条例")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("林一舟在水利会上的讲话精神和《渔港意见》文件精神", ["林一舟在水利会上的讲话精神", "渔港意见"]),
        ("《渔港意见》和林一舟批示精神", ["渔港意见", "林一舟批示精神"]),
        ("市政府印发的《渔港意见》，以及林一舟批示要求", ["渔港意见", "林一舟批示要求"]),
    ],
)
def test_a_speech_beside_a_titled_paper_is_a_matter_of_its_own(told: str, expected: list[str]) -> None:
    text = LEAD.removesuffix("，") + f"。\n会议传达学习了{told}。"
    assert items_of(text) == [("relay", None, subject) for subject in expected]


def test_several_who_report_one_after_the_other_report_on_matters_of_their_own() -> None:
    text = LEAD.removesuffix("，") + "。\n会上，水利局汇报了渔港修缮情况，教育局汇报了校舍加固情况。"
    assert items_of(text) == [("hear", None, "渔港修缮情况"), ("hear", None, "校舍加固情况")]


def test_what_the_meeting_discussed_about_itself_is_no_matter() -> None:
    text = LEAD + "研究护林工作。\n会议审议了《渡口检修办法》，并讨论了会议相关事项。"
    assert [subject for *_, subject in items_of(text)] == ["护林工作", "渡口检修办法"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "市法制局介绍了《渔港管理办法》主要内容。会议提出，要抓好学习。",
            [("hear", "《渔港管理办法》主要内容")],
        ),
        ("报告介绍了渔港的成效。会议提出，要抓好学习。", []),
        (
            "局长林一舟、副局长和丽瑶依次汇报渔港护岸进展。会议要求，要抓好落实。",
            [("hear", "渔港护岸进展")],
        ),
        ("林一舟传达甲省渔业委员会第三次会议精神。", [("relay", "甲省渔业委员会第三次会议精神")]),
        ("会议还对有关人事事项进行了说明。", [("appoint", "有关人事事项")]),
        (
            "会议审议通过了《渔港办法》、《护岸计划》和有关人事事项等。",
            [("deliberate", "渔港办法"), ("deliberate", "护岸计划"), ("appoint", "有关人事事项")],
        ),
        (
            "会议听取了城建委员会关于渔港规划的报告；法制委员会关于《甲市护林条例》（草案）的说明；财经委员会关于鱼市补贴情况的汇报。",
            [("hear", "关于渔港规划的报告"), ("deliberate", "甲市护林条例（草案）"), ("hear", "鱼市补贴情况")],
        ),
        (
            "会议审议通过了《渔港补贴政策》及5个实施意见；审议通过了《护岸计划》。",
            [("deliberate", "渔港补贴政策"), ("deliberate", "护岸计划")],
        ),
        (
            "会议传达学习了林一舟为渔港落成的题词，甲省政府关于渔港落成的贺电。",
            [("relay", "林一舟为渔港落成的题词，甲省政府关于渔港落成的贺电")],
        ),
        (
            "会议研究了市水利局、市财政局《关于渔港护岸的请示》，市农业局《关于鱼苗补贴的请示》。",
            [("consider", "关于渔港护岸的请示"), ("consider", "关于鱼苗补贴的请示")],
        ),
    ],
)
def test_how_else_a_sitting_takes_a_matter_up(told: str, expected: list[tuple[str, str]]) -> None:
    read_there = read(LEAD.rstrip("，") + "，审议《甲河大桥方案》。\n" + told).items
    named = {(item.action, item.subject) for item in read_there if item.subject != "甲河大桥方案"}
    assert named == set(expected)


def test_who_passed_a_speech_on_may_stand_in_the_lead() -> None:
    text = LEAD + "市长林一舟，副市长和丽瑶分别传达了全省水利会议精神和省渔业局长讲话精神。会议强调，要抓好落实。"
    assert items_of(text) == [("relay", None, "全省水利会议精神和省渔业局长讲话精神")]


def test_the_meeting_passed_on_is_another_matter_than_a_paper_of_the_commission() -> None:
    text = (
        "4月1日，甲市委全面依法治市委员会召开会议，传达学习省委全面依法治省委员会有关会议精神，审议工作规则。\n"
        "会议审议了《甲市委全面依法治市委员会工作规则》。"
    )
    assert [(action, subject) for action, _, subject in items_of(text)] == [
        ("relay", "省委全面依法治省委员会有关会议精神"),
        ("deliberate", "甲市委全面依法治市委员会工作规则"),
    ]


def test_a_meeting_named_before_vague_speeches_is_relayed_beside_what_the_body_names() -> None:
    text = (
        LEAD + "传达学习中共中央政治局会议精神、习近平总书记近期重要讲话精神，研究防汛工作。\n"
        "会议听取了防汛工作汇报，强调要抓早。\n会议还传达学习了全市渔业剖析会精神，审议了《渔港办法》。"
    )
    subjects = [subject for _, _, subject in items_of(text)]
    assert "中共中央政治局会议精神、习近平总书记近期重要讲话精神" in subjects
    assert "全市渔业剖析会精神" in subjects


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "会议传达学习了省水利会议精神，林一舟在渡口会上的讲话精神，《护岸若干意见》，市渔业会议精神及市农村会议精神，和丽瑶在鱼市会上的讲话精神。",
            [
                "省水利会议精神，林一舟在渡口会上的讲话精神",
                "护岸若干意见",
                "市渔业会议精神及市农村会议精神，和丽瑶在鱼市会上的讲话精神",
            ],
        ),
        (
            "会议审议通过鱼市会议议程。协商并原则通过《召开鱼市会议的决定》（草案）；协商并原则通过鱼市会议名单（草案）。",
            ["鱼市会议议程", "召开鱼市会议的决定（草案）", "鱼市会议名单（草案）"],
        ),
        (
            "会议学习了省水利会议精神，以及省委印发《护岸规定》。",
            ["省水利会议精神", "护岸规定"],
        ),
        ("会议审议通过本次会议议程；听取市法院、市检察院关于护林工作情况通报。", ["护林工作情况"]),
        ("会议还听取了方案。市卫健局、市公安局分别对近期护林工作开展情况作了汇报。", ["方案", "近期护林工作开展情况"]),
        ("局长林一舟就护林站更名情况进行了说明。", ["护林站更名情况"]),
        ("与会人员逐一审定各项目。", []),
    ],
)
def test_lists_of_what_was_passed_on_or_adopted(told: str, expected: list[str]) -> None:
    found = read(LEAD.rstrip("，") + "，审议《甲河大桥方案》。\n" + told).items
    assert sorted(item.subject for item in found if item.subject != "甲河大桥方案") == sorted(expected)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("会议讨论渔港方案，决定授予甲公司“护林大队”荣誉称号。", ["渔港方案", "授予甲公司“护林大队”荣誉称号"]),
        ("委员们围绕市政府上半年工作安排情况的通报进行了充分的协商议政。", []),
        (
            "会议传达学习了林一舟同志在党员干部护林实践活动动员会上的讲话。\n听取了党员干部护林实践活动工作汇报、2021年度渔港考评情况汇报。",
            ["林一舟同志在党员干部护林实践活动动员会上的讲话", "党员干部护林实践活动工作", "2021年度渔港考评情况"],
        ),
    ],
)
def test_honours_are_conferred_and_reports_are_more_than_what_was_passed_on(told: str, expected: list[str]) -> None:
    found = read(LEAD.rstrip("，") + "，审议《甲河大桥方案》。\n" + told).items
    assert [item.subject for item in found if item.subject != "甲河大桥方案"] == expected


def test_what_a_lead_says_was_arranged_and_ranks_side_by_side() -> None:
    text = (
        "4月1日，甲镇人大主席团召开第十二次会议，会议讨论了渔港代表活动，还就准备镇人大鱼市会作了安排。\n"
        "会议听取我市贯彻护林意见和2012年省、市十件民生实事办理的情况汇报。"
    )
    subjects = [subject for _, _, subject in items_of(text)]
    assert "准备镇人大鱼市会" in subjects
    assert any("省、市十件民生实事" in subject for subject in subjects)


def test_one_resolution_on_several_reports_is_one_item() -> None:
    text = LEAD + "审议渔港方案。\n会议表决通过了关于渔港工作报告、护岸规划纲要、鱼市预算、护林工作报告的决议草案。"
    subjects = [subject for _, _, subject in items_of(text)]
    assert "渔港工作报告、护岸规划纲要、鱼市预算、护林工作报告的决议草案" in subjects
    assert len(subjects) == 2


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # who presided, and in the same sentence what the meeting did
        (
            "。县委书记林一舟主持会议并讲话，传达学习全省水利会议精神，研究冬季供暖工作。",
            [("relay", None, "全省水利会议精神"), ("consider", None, "冬季供暖工作")],
        ),
        # acts in a row over 、 without 了
        (
            "，传达贯彻全省水利会议精神、专题研究冬季供暖工作、听取渔港建设情况汇报。",
            [("relay", None, "全省水利会议精神"), ("consider", None, "冬季供暖工作"), ("hear", None, "渔港建设情况")],
        ),
        # how what was passed on is carried out is no matter of its own
        (
            "，传达学习全省水利会议精神，对贯彻落实全省水利会议精神作出部署。",
            [("relay", None, "全省水利会议精神")],
        ),
        ("，就冬季供暖、渔港建设进行安排。", [("arrange", None, "冬季供暖、渔港建设")]),
        ("，对冬季供暖工作进行再安排、再部署。", [("arrange", None, "冬季供暖工作")]),
        ("。会议还就冬季供暖、渔港建设等作了强调安排。", [("arrange", None, "冬季供暖、渔港建设")]),
        ("，围绕冬季供暖进行研究部署。", [("consider", None, "冬季供暖")]),
        # a decision, and after semicolons the acts that come next
        (
            "。会议决定，成立供暖指挥部；讨论通过了《供暖办法》；通过了人事任免事项。",
            [
                ("decide", "decided", "成立供暖指挥部"),
                ("consider", "approved", "供暖办法"),
                ("appoint", "approved", "人事任免事项"),
            ],
        ),
        # posts before another matter in one object
        (
            "。会议研究了人事任免、召开市委全会有关事宜。",
            [("appoint", None, "人事任免"), ("consider", None, "召开市委全会")],
        ),
        ("。会议决定，免去林一舟的市教育局局长职务。", [("appoint", "decided", "免去林一舟的市教育局局长职务")]),
        # each bureau's report, with one word for all of them
        (
            "。会议听取了市住建局关于冬季供暖情况、市水利局关于渔港建设情况和市财政局关于补助经费情况的汇报。",
            [("hear", None, "冬季供暖情况"), ("hear", None, "渔港建设情况"), ("hear", None, "补助经费情况")],
        ),
        # what is agreed to is what was just heard
        ("。会议听取了渔港建设情况汇报，同意市水利局意见。", [("hear", "approved", "渔港建设情况")]),
        (
            "。会议听取了渔港建设情况汇报，原则同意市水利局提出的补助方案。",
            [("hear", "approved_in_principle", "渔港建设情况")],
        ),
        (
            "。会议听取了渔港建设情况汇报，原则同意《渡口办法》。",
            [("hear", None, "渔港建设情况"), ("decide", "approved_in_principle", "渡口办法")],
        ),
        (
            "。\n会议听取了渔港建设情况汇报。\n会议决定，成立供暖专班。",
            [("hear", None, "渔港建设情况"), ("decide", "decided", "成立供暖专班")],
        ),
        (
            "。会议听取了市住建局2022年工作情况，原则同意汇报意见。",
            [("hear", "approved_in_principle", "市住建局2022年工作情况")],
        ),
        (
            "，研究通过渡口建设项目可行性研究报告、供暖特许经营方案、渔港管理办法等议题共8个。",
            [
                ("consider", "approved", "渡口建设项目可行性研究报告"),
                ("consider", "approved", "供暖特许经营方案"),
                ("consider", "approved", "渔港管理办法"),
            ],
        ),
        ("，讨论市人大常委会代表、任免工作计划。", [("consider", None, "市人大常委会代表、任免工作计划")]),
        # what is done at the meeting, without 会议
        (
            "。会上，就渡口片区详细规划、渔港设计方案、湿地公园总体规划等共3个议题进行审议。",
            [
                ("deliberate", None, "渡口片区详细规划"),
                ("deliberate", None, "渔港设计方案"),
                ("deliberate", None, "湿地公园总体规划"),
            ],
        ),
        (
            "。会上，林一舟作有关事项的说明；审议《渡口办法》；协商推荐监票人名单。",
            [("deliberate", None, "渡口办法"), ("consider", None, "监票人名单")],
        ),
        # several reports named by their matters
        (
            "。会议听取审议了市政府关于渡口建设、渔港收费、审计工作等报告。",
            [("hear", None, "渡口建设"), ("hear", None, "渔港收费"), ("hear", None, "审计工作")],
        ),
        ("。会议期间，甲大学教授周明为与会人员作了《水利条例》专题辅导讲座。", [("study", None, "水利条例")]),
        (
            "，审议研究渡口产业规划、渔港实施方案、供暖评价报告等工作。",
            [
                ("deliberate", None, "渡口产业规划"),
                ("deliberate", None, "渔港实施方案"),
                ("deliberate", None, "供暖评价报告"),
            ],
        ),
        (
            "。会议听取了调整议事规则有关内容、渡口工程设计方案、渔港治理设计方案的汇报。",
            [
                ("hear", None, "调整议事规则有关内容"),
                ("hear", None, "渡口工程设计方案"),
                ("hear", None, "渔港治理设计方案"),
            ],
        ),
        (
            "。市政府提交了关于提请审议《渔港条例（草案）》《供暖条例（草案）》的议案。",
            [("deliberate", None, "渔港条例（草案）"), ("deliberate", None, "供暖条例（草案）")],
        ),
        # headings that name a matter without 关于, of which the meeting then speaks
        (
            "。\n一、冬季供暖工作。会议要求，要备足煤炭。\n二、渔港建设项目。会议原则同意市水利局的方案。",
            [("consider", None, "冬季供暖工作"), ("decide", "approved_in_principle", "渔港建设项目")],
        ),
        (
            "。会议第一项议程，传达学习全省水利会议精神。第二项议程：审议《渡口管理办法》。",
            [("relay", None, "全省水利会议精神"), ("deliberate", None, "渡口管理办法")],
        ),
        (
            "。议题一：传达学习全省水利会议精神。会议指出，要学好。议题二：研究冬季供暖工作。",
            [("relay", None, "全省水利会议精神"), ("consider", None, "冬季供暖工作")],
        ),
    ],
)
def test_what_else_announces_a_matter(told: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert items_of(LEAD.rstrip("，") + told) == expected


def test_headings_that_say_what_to_do_are_no_matters() -> None:
    text = LEAD + "研究防汛工作。\n一、加强防汛工作。会议要求，要抓早。\n二、抓好巡查工作。会议强调，要抓细。"
    assert items_of(text) == [("consider", None, "防汛工作")]


def test_what_a_meeting_that_is_passed_on_did_is_none_of_this_ones_matters() -> None:
    text = (
        LEAD + "传达学习省委十届全会精神。\n会议指出，省委十届全会是在关键时期召开的一次重要会议。"
        "这次会议深入贯彻中央精神，重点研究渔港规划问题。大会通过的报告鼓舞人心。"
    )
    assert items_of(text) == [("relay", None, "省委十届全会精神")]
    again = LEAD + "传达学习省水利会议精神。\n在学习传达了这些重要讲话之后，林一舟说，要抓早。"
    assert items_of(again) == [("relay", None, "省水利会议精神")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("听取灌区方案汇报，研究过渡期补助标准。", [("hear", None, "灌区方案"), ("consider", None, "过渡期补助标准")]),
        ("听取并通过水利建设情况的报告。", [("deliberate", "approved", "水利建设情况的报告")]),
        ("研究审定《甲办法》。", [("deliberate", None, "甲办法")]),
        (
            "听取召开市人大常委会第五次会议安排意见的汇报，确定市人大常委会第五次会议于8月27日举行。",
            [("hear", "decided", "召开市人大常委会第五次会议安排意见")],
        ),
        ("听取审议水库预算调整的报告并作出决议。", [("deliberate", "decided", "水库预算调整的报告")]),
        ("审查批准《关于甲决算的报告》并作出相应的决议。", [("deliberate", "approved", "关于甲决算的报告")]),
        ("审议几份改革文件，审议《甲办法》。", [("deliberate", None, "甲办法")]),
        ("研究有关规划、措施和近期工作，审议《甲办法》。", [("deliberate", None, "甲办法")]),
        (
            "传达学习省水利会议精神，就市政府党组抓好贯彻作了研究。",
            [("relay", None, "省水利会议精神")],
        ),
        (
            "传达学习省水利会议精神，贯彻落实《甲省委关于水利工作的意见》，研究我市实施办法。",
            [("relay", None, "省水利会议精神"), ("study", None, "甲省委关于水利工作的意见")],
        ),
    ],
)
def test_objects_that_name_a_matter_and_those_that_do_not(
    told: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert items_of(LEAD.rstrip("，") + "。会议" + told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # a paper explained, then passed
        (
            "会议听取了《关于渡口的审查报告（草案）》、《列席人员范围（草案）的说明》。\n"
            "会议审议并表决通过了《关于渡口的审查报告》、《列席人员范围》。",
            [
                ("deliberate", "approved", "关于渡口的审查报告（草案）"),
                ("deliberate", "approved", "列席人员范围（草案）的说明"),
            ],
        ),
        (
            "会议听取讨论了《甲市水利行动方案》；听取讨论了防汛情况。\n在讨论《甲市水利行动方案》时，会议指出，要快。",
            [("hear", None, "甲市水利行动方案"), ("hear", None, "防汛情况")],
        ),
        (
            "会议审议并原则通过《关于印发〈甲市水利行动方案〉的请示》。\n会议审议并原则通过《甲市水利行动方案》，认为可行。",
            [("deliberate", "approved_in_principle", "关于印发〈甲市水利行动方案〉的请示")],
        ),
        # posts among papers
        (
            "会议审议通过《关于开展水利评选的意见》和有关专委会副主任任免事宜。",
            [("deliberate", "approved", "关于开展水利评选的意见"), ("appoint", "approved", "有关专委会副主任任免事宜")],
        ),
        (
            "会议表决通过了关于修改《甲条例》的决定及其他人事任免事项。",
            [("deliberate", "approved", "关于修改《甲条例》的决定"), ("appoint", "approved", "其他人事任免事项")],
        ),
        # the next of those who report
        (
            "会议听取甲局关于协商计划安排情况，文史委关于《渡口旧事》出版情况，及提案委关于提案立案情况汇报。",
            [
                ("hear", None, "协商计划安排情况"),
                ("hear", None, "《渡口旧事》出版情况"),
                ("hear", None, "提案立案情况"),
            ],
        ),
        # what leads up to a vote, and what is assessed
        (
            "会议听取了分组审议情况的综合汇报、拟任人员供职发言，对市水利局局长进行了履职评议。",
            [("deliberate", None, "市水利局局长")],
        ),
        # a draft that is explained, examined and adopted, by its name without what says that it is one
        (
            "会议听取了财政局局长林一舟关于2006年预算调整方案（草案）的说明。审议批准了2006年预算调整方案。",
            [("deliberate", "approved", "2006年预算调整方案（草案）")],
        ),
        (
            "会议审议了《甲条例（草案二次审议稿）》《乙条例（草案）》，表决通过了《甲条例》。",
            [("deliberate", "approved", "甲条例（草案二次审议稿）"), ("deliberate", None, "乙条例（草案）")],
        ),
        (
            "会议听取了检察长林一舟关于提请任免检察员职务的报告。经表决，任命江望等3人为甲市人民检察院检察员。",
            [("appoint", "approved", "关于提请任免检察员职务的报告")],
        ),
        # titles side by side behind a paper without, and before a matter
        (
            "会议审定关于承办现场会的工作方案，《甲意见（讨论稿）》《乙方案》《丙安排》；《丁办法》，研究下一步工作打算。",
            [
                ("deliberate", None, name)
                for name in ("关于承办现场会的工作方案", "甲意见（讨论稿）", "乙方案", "丙安排", "丁办法")
            ],
        ),
        (
            "会议审议了《甲意见（征求意见稿）》《乙办法（修订）（征求意见稿）》，以及调整部分专委会组成人员建议名单。",
            [
                ("deliberate", None, name)
                for name in ("甲意见（征求意见稿）", "乙办法（修订）（征求意见稿）", "调整部分专委会组成人员建议名单")
            ],
        ),
        # what is sent on is a matter, unless it was heard before
        (
            "会议决定将关于水利报告的决议草案、关于渡口报告的决议草案，提请大会全体会议表决。"
            "会议听取了选举办法草案审议情况的汇报，决定将选举办法草案提请大会表决。",
            [
                ("decide", "decided", "关于水利报告的决议草案"),
                ("decide", "decided", "关于渡口报告的决议草案"),
                ("hear", "decided", "选举办法草案审议情况"),
            ],
        ),
        # what is only told to be others, or to have been reported
        (
            "会议审议《甲方案》，听取闸房加固情况的汇报，会议还研究通过了其他议题。",
            [("deliberate", None, "甲方案"), ("hear", None, "闸房加固情况")],
        ),
        ("会议学习《甲条例》，听取工作汇报。还书面学习了其他重要文章和文件。", [("study", None, "甲条例")]),
        (
            "会议听取防汛情况汇报。并就审议《甲名单》《乙办法》等议题进行了研究。",
            [("hear", None, "防汛情况"), ("deliberate", None, "甲名单"), ("deliberate", None, "乙办法")],
        ),
        # who led the reading, who was invited to speak, of what the study was
        (
            "会上，水利局局长林一舟组织学习了治水论述。副局长江望组织学习了《乙通知》。局属各站负责人依次汇报了三季度工作进度。",
            [("study", None, "治水论述"), ("study", None, "乙通知"), ("hear", None, "三季度工作进度")],
        ),
        (
            "会议学习了《甲文件》，并请农科所林一舟到会作了题为“水稻怎么种”的辅导讲座。",
            [("study", None, "甲文件"), ("study", None, "水稻怎么种")],
        ),
        (
            "会议听取水务局关于《乙条例（草案）》的起草说明，农工委关于《乙条例（草案）》审议意见的报告。",
            [("deliberate", None, "乙条例（草案）"), ("hear", None, "关于《乙条例（草案）》审议意见的报告")],
        ),
        (
            "审议通过了关于召开县政协会议的决定（草案）；县政协会议分组名单（草案）；县政协会议列席人员范围（草案）。",
            [
                ("deliberate", "approved", f"{name}（草案）")
                for name in ("关于召开县政协会议的决定", "县政协会议分组名单", "县政协会议列席人员范围")
            ],
        ),
        (
            "会议票决确定了区委委员候选人名单；投票选举产生了甲区出席市党代会的代表。",
            [("deliberate", "decided", "区委委员候选人名单"), ("appoint", "approved", "甲区出席市党代会的代表")],
        ),
        (
            "会上，林一舟同与会人员认真学习了甲地会议精神，就开展老旧厂区民主监督进行了统筹安排。",
            [("study", None, "甲地会议精神"), ("arrange", None, "开展老旧厂区民主监督")],
        ),
        # how a draft was reviewed, before the draft itself; one report on several; a list that its kind closes
        (
            "会议听取了法制委关于《甲条例（草案）》审议结果的报告；审议了《甲条例（草案二次审议稿）》；表决通过了《甲条例（表决稿）》。",
            [("deliberate", "approved", "甲条例（草案二次审议稿）")],
        ),
        (
            "会议听取了财经工委主任林一舟关于《甲条例（修订草案）》、《乙办法（草案）》初审情况的汇报。",
            [("hear", None, "《甲条例（修订草案）》、《乙办法（草案）》初审情况")],
        ),
        (
            "会议通过了关于甲市2017年计划、预算执行情况和2018年计划、预算草案的审查结果报告。",
            [("deliberate", "approved", "甲市2017年计划、预算执行情况和2018年计划、预算草案的审查结果报告")],
        ),
        (
            "会议审议通过了常委会工作报告并推举报告人；分组审议了《甲简则》，并在闭幕会上表决通过。",
            [("deliberate", "approved", "常委会工作报告并推举报告人"), ("deliberate", "approved", "甲简则")],
        ),
        # who was chosen, and what a vote alone leaves open
        (
            "会议推选林一舟、江望担任大会主席团常务主席。会议表决了《甲决议（草案）》，表决了其他任免案。",
            [
                ("appoint", "approved", "大会主席团常务主席"),
                ("deliberate", None, "甲决议（草案）"),
                ("appoint", "approved", "其他任免案"),
            ],
        ),
        (
            "会议听取了甲报告；递补林一舟、江望为市委委员。",
            [("hear", None, "甲报告"), ("appoint", "approved", "林一舟、江望为市委委员")],
        ),
        # what followed the meeting
        ("会议听取了甲报告。会后，部署安排了星级评定工作。", [("hear", None, "甲报告")]),
        (
            "会议对《甲条例（草案）》进行了第二次审议；对乙工作报告开展了满意度测评。",
            [("deliberate", None, "甲条例（草案）"), ("deliberate", None, "乙工作报告")],
        ),
        (
            "会议听取和审议了县政府《甲报告》，审查和批准了县政府《关于提请审议〈乙方案（草案）〉议案的报告》。",
            [("hear", None, "甲报告"), ("deliberate", "approved", "关于提请审议〈乙方案（草案）〉议案的报告")],
        ),
        (
            "会议听取和审议了关于甲工作情况、乙监管情况等2个专项报告。",
            [("hear", None, "甲工作情况"), ("hear", None, "乙监管情况")],
        ),
        ("本次学习的专题是：弘扬先进文化。", [("study", None, "弘扬先进文化")]),
        (
            "学习了甲通知；讨论通过了四个专委会主任名单。",
            [("study", None, "甲通知"), ("consider", "approved", "四个专委会主任名单")],
        ),
        (
            "会议的主要内容是学习贯彻省水利会议精神，讨论《甲报告》。",
            [("study", None, "省水利会议精神"), ("consider", None, "甲报告")],
        ),
        ("本次常委会专题研究林一舟在水利会上的讲话精神。", [("consider", None, "林一舟在水利会上的讲话精神")]),
        ("☛会议听取了防汛情况汇报；\n在听取防汛情况汇报时▶▶\n会议强调，要快。", [("hear", None, "防汛情况")]),
        ("会议审议了《甲办法》。与会人员分组审议后提了不少中肯的意见。", [("deliberate", None, "甲办法")]),
    ],
)
def test_papers_reports_and_posts_told_in_one_sentence(told: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert items_of(LEAD.rstrip("，") + "。" + told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # entries counted out after a comma
        (
            "。本次会议共有两项议程，1、听取防汛情况的汇报；2、审议《甲办法》。",
            [("hear", None, "防汛情况"), ("deliberate", None, "甲办法")],
        ),
        # headings in brackets, and a line of its own over what the meeting said
        (
            "。\n一、第一议题\n传达学习省水利会议精神\n会议强调：要学好。\n二、其他议题\n（一）传达学习渔港会议精神\n会议强调：要办好。",
            [("relay", None, "省水利会议精神"), ("relay", None, "渔港会议精神")],
        ),
        (
            "。会议听取了甲局关于防汛情况、抗旱情况两项专题报告。",
            [("hear", None, "防汛情况"), ("hear", None, "抗旱情况")],
        ),
        (
            "。会议讨论了关于河湖管护的通报、供水考核细则（试行）、水网工程方案等，予以原则同意。",
            [
                ("consider", "approved_in_principle", name)
                for name in ("关于河湖管护的通报", "供水考核细则（试行）", "水网工程方案")
            ],
        ),
        # what a meeting of another day did
        (
            "。会议传达了省人大常委会会议精神。2月25日至26日，省人大常委会会议在省城举行，会议审议通过了《乙办法》，听取了河流治理报告。",
            [("relay", None, "省人大常委会会议精神")],
        ),
    ],
)
def test_agendas_that_are_counted_out_headed_or_of_another_day(
    told: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert items_of(LEAD.rstrip("，") + told) == expected


@pytest.mark.parametrize("between", ["", "县长林一舟主持会议。"])
def test_a_sentence_of_the_lead_sums_up_what_the_paragraphs_tell(between: str) -> None:
    text = (
        f"4月1日，县政府召开第3次常务会议。{between}会议研究防汛工作和渡口建设。\n"
        "会议研究了防汛工作。会议强调，要抓早。\n会议听取了渡口建设情况汇报。会议要求，要抓紧。"
    )
    assert items_of(text) == [("consider", None, "防汛工作"), ("hear", None, "渡口建设情况")]
    lead = "4月1日，县委常委会会议召开。县委书记林一舟主持会议，传达学习全省水利会议精神。"
    assert items_of(f"{lead}\n会议传达学习了全省水利会议精神。会议强调，要抓早。") == [
        ("relay", None, "全省水利会议精神")
    ]


def test_a_paragraph_that_begins_with_its_act_tells_what_was_done() -> None:
    text = (
        "4月1日，县政府召开第3次常务会议，林一舟主持。\n会议研究了防汛工作。会议要求，听取群众意见。\n"
        "听取渡口建设情况汇报，强调要抓早。\n审议《甲办法》，要求认真修改。\n会议强调，要抓早。\n听取群众意见，做好工作。"
    )
    assert items_of(text) == [
        ("consider", None, "防汛工作"),
        ("hear", None, "渡口建设情况"),
        ("deliberate", None, "甲办法"),
    ]
    called = (
        "4月1日，省人大常委会召开主任会议，林一舟主持。会议决定，省人大常委会会议4月9日召开。\n"
        "主任会议建议，常委会会议审议甲条例草案。\n审议省政府关于乙工作情况的报告。\n会议审议了《丙办法》。"
    )
    assert ("deliberate", None, "丙办法") in items_of(called)
    assert not any("乙工作" in subject for *_, subject in items_of(called))


@pytest.mark.parametrize("mark", ["●", "◆ ", "▶️", "★"])
def test_the_mark_of_an_entry_is_no_part_of_what_it_tells(mark: str) -> None:
    text = f"4月1日，县政府召开第3次常务会议，林一舟主持。\n{mark}会议研究了防汛工作。\n{mark}听取渡口建设情况汇报。"
    assert items_of(text) == [("consider", None, "防汛工作"), ("hear", None, "渡口建设情况")]


@pytest.mark.parametrize(
    ("told", "item"),
    [
        ("会议审议后原则通过《甲办法》。", ("deliberate", "approved_in_principle", "甲办法")),
        ("会议举手表决通过了《甲办法》。", ("deliberate", "approved", "甲办法")),
        ("会议审议了《甲办法》，并一致通过。", ("deliberate", "approved", "甲办法")),
        ("会议审议了《甲办法》并获通过。", ("deliberate", "approved", "甲办法")),
        ("会议对《甲办法》进行了逐项审议。", ("deliberate", None, "甲办法")),
        ("会议就防汛工作展开讨论。", ("consider", None, "防汛工作")),
        ("会议首先由林一舟传达全省水利会议精神。", ("relay", None, "全省水利会议精神")),
    ],
)
def test_one_act_in_many_words(told: str, item: tuple[str, str | None, str]) -> None:
    assert items_of(f"4月1日，县政府召开第3次常务会议，林一舟主持。\n{told}") == [item]


def test_a_list_that_goes_on_behind_and_so_on_is_an_item_of_each_paper() -> None:
    text = "4月1日，县政府召开第3次常务会议，林一舟主持。\n会议审议了《防汛办法》《渡口方案》等，以及调整委员建议名单。"
    assert items_of(text)[:2] == [("deliberate", None, "防汛办法"), ("deliberate", None, "渡口方案")]


def test_what_was_done_may_stand_right_behind_the_sitting() -> None:
    text = "4月1日，县长林一舟主持召开县政府常务会议传达学习上级会议精神，审议通过《甲办法》。县领导参加会议。"
    assert items_of(text) == [("relay", None, "上级会议精神"), ("deliberate", "approved", "甲办法")]
