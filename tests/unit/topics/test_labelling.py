from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Action, AgendaItem, Span
from analysis.topics import Taxonomy, Topic, label, load_taxonomy

OURS = load_taxonomy()


def topic(name: str, patterns: dict[str, float], *, general: bool = False, meeting: tuple[str, ...] = ()) -> Topic:
    return Topic(name, name, name, name, name, tuple(patterns.items()), general, meeting)


SMALL = Taxonomy(
    (
        topic("tea", {"茶园": 5, "采茶": 3, "茶话会": -6}),
        topic("grain", {"粮食": 5, "粮食安全": 5}),
        topic("safety", {"安全": 5}),
        topic("craft", {"手艺": 2}, meeting=("手艺委员会",)),
        topic("words", {"讲话": 4}, general=True),
    ),
    passed_over=("茶园路",),
)


def labelled(subject: str, passage: str = "", *, lead: str = "会议", taxonomy: Taxonomy = OURS) -> list[str]:
    text = f"{lead}研究了{subject}。{passage}"
    start = len(lead) + 3
    item = AgendaItem(1, "consider", subject, Span(len(lead), start + len(subject)), passage=Span(len(lead), len(text)))
    return [found.topic for found in label(text, item, taxonomy).topics]


def test_the_subject_decides_whatever_the_passage_dwells_on() -> None:
    assert labelled("茶园", "粮食，粮食，又是粮食。", taxonomy=SMALL)[0] == "tea"


def test_a_string_within_a_longer_pattern_says_nothing() -> None:
    assert labelled("粮食安全", taxonomy=SMALL) == ["grain"]
    assert labelled("粮食和安全", taxonomy=SMALL) == ["grain", "safety"]


def test_a_pattern_of_weight_0_says_nothing_and_keeps_those_inside_it_from_speaking() -> None:
    taxonomy = Taxonomy((topic("tea", {"茶园": 5, "茶园集市": 0}), topic("fairs", {"集市": 5, "茶园集市": 5})))
    text = "茶园集市"
    (found,) = label(text, AgendaItem(1, "consider", text, Span(0, 4)), taxonomy).topics
    assert (found.topic, [match.pattern for match in found.matches]) == ("fairs", ["茶园集市"])


def test_what_is_passed_over_says_nothing() -> None:
    assert labelled("茶园路", taxonomy=SMALL) == []


def test_a_negative_pattern_speaks_against() -> None:
    assert labelled("茶园茶话会", taxonomy=SMALL) == []


def test_a_general_subject_takes_the_field_to_which_the_passage_turns() -> None:
    turned = "采茶和茶园，茶园、茶园和采茶，茶园，茶园，茶园。"
    assert labelled("讲话", turned, taxonomy=SMALL)[0] == "tea"
    assert labelled("讲话", "也提到采茶。", taxonomy=SMALL) == ["words"]
    assert labelled("关于粮食的讲话", turned, taxonomy=SMALL)[0] == "grain"


def test_a_meeting_of_a_field_colours_its_items() -> None:
    assert labelled("茶园", lead="手艺委员会举行会议，", taxonomy=SMALL) == ["tea", "craft"]
    assert labelled("茶园", lead="会议传达手艺委员会精神，", taxonomy=SMALL) == ["tea"]
    assert labelled("各部门情况", lead="手艺委员会举行会议，", taxonomy=SMALL) == ["craft"]  # where nothing else speaks


def test_where_only_the_kind_of_the_matter_is_named_the_meeting_s_field_comes_first() -> None:
    assert labelled("云栖苑二期工程设计方案", lead="砚州市城市规划委员会会议")[0] == "urban"
    assert labelled("2018年工作要点", lead="市委深改组会议") == ["reform", "administration"]
    assert labelled("第一中学二期工程设计方案", lead="砚州市城市规划委员会会议")[0] == "education-talent"


def test_the_head_of_the_first_matter_is_its_topic() -> None:
    taxonomy = Taxonomy((topic("tea", {"茶园": 5}), topic("roads", {"道路": 5}), topic("safety", {"安全": 5})))
    assert labelled("茶园道路", taxonomy=taxonomy) == ["roads", "tea"]
    assert labelled("茶园道路和安全", taxonomy=taxonomy)[0] == "roads"
    assert labelled("茶园、道路安全", taxonomy=taxonomy)[0] == "tea"
    assert labelled("茶园扩建促进道路安全", taxonomy=taxonomy)[0] == "tea"


def test_a_pattern_that_only_hints_is_no_head() -> None:
    taxonomy = Taxonomy((topic("tea", {"茶园": 5}), topic("money", {"资金": 2})))
    assert labelled("茶园资金", taxonomy=taxonomy)[0] == "tea"


def test_a_pattern_that_yields_takes_no_first_place_from_a_field_named_before_it() -> None:
    sheds = Topic("sheds", "棚", "sheds", "棚", "sheds", (("工程", 5), ("大棚", 5)), yields=("工程",))
    taxonomy = Taxonomy((topic("tea", {"茶园": 3, "水渠": 2}), sheds))
    assert labelled("茶园工程", taxonomy=taxonomy) == ["tea", "sheds"]
    assert labelled("茶园大棚", taxonomy=taxonomy) == ["sheds", "tea"]
    assert labelled("工程和茶园", taxonomy=taxonomy) == ["sheds", "tea"]
    assert labelled("茶园和工程", taxonomy=taxonomy) == ["sheds", "tea"]
    assert labelled("大棚工程", taxonomy=taxonomy) == ["sheds"]
    assert labelled("水渠工程", taxonomy=taxonomy)[0] == "sheds"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("城北老旧小区改造项目推进情况", ["urban", "investment"]),
        ("城市基础设施建设项目", ["urban", "investment"]),
        ("县城棚户区改造项目征收补偿方案", ["urban", "investment"]),
        ("文化旅游重点项目建设情况", ["culture-tourism", "investment"]),
        ("县中医院信息化项目", ["health", "industry-innovation"]),
        ("人才专项资金管理办法", ["education-talent", "finance"]),
        ("公园管理工作考核办法", ["urban", "administration"]),
        ("全市重点项目建设推进情况", ["investment"]),
        ("文旅产业招商引资工作", ["investment", "culture-tourism"]),
        ("专项债券项目申报和资金使用情况", ["investment", "finance"]),
        ("城市房屋拆迁管理条例", ["urban", "investment"]),
        ("高速公路建设项目征地补偿方案", ["investment"]),
        ("县城供热价格调整方案", ["economy", "urban"]),
        ("抓党建促乡村振兴工作", ["party-building", "rural"]),
    ],
)
def test_a_project_a_fund_and_an_appraisal_of_a_field_are_of_that_field(subject: str, expected: list[str]) -> None:
    assert labelled(subject)[: len(expected)] == expected


def test_the_first_of_several_listed_matters_names_the_item() -> None:
    assert labelled("经济普查、安全生产、食品安全、乡村振兴等工作")[0] == "economy"
    assert labelled("疫情防控、粮食安全、乡村振兴、撂荒地整治工作")[0] == "health"


def test_who_reports_says_nothing() -> None:
    taxonomy = Taxonomy((topic("tea", {"茶园": 5}), topic("roads", {"道路": 5})))
    assert labelled("云桥市道路管理局关于茶园扩建情况的汇报", taxonomy=taxonomy) == ["tea"]
    assert labelled("云桥市道路管理局关于有关情况的汇报", taxonomy=taxonomy) == ["roads"]
    assert labelled("道路建设和关于茶园的意见", taxonomy=taxonomy) == ["roads", "tea"]


def test_a_department_says_what_its_report_is_about_where_nothing_else_does() -> None:
    assert labelled("县教育局2024年上半年工作情况") == ["education-talent"]
    assert labelled("县气象局工作情况汇报") == ["disaster"]
    assert labelled("县教育局关于校园食堂食品安全情况的汇报")[0] == "safety"
    assert labelled("县财政局关于高标准农田建设的汇报") == ["rural"]


def test_associated_words_are_heard_where_no_pattern_names_a_topic_outright() -> None:
    words = (("茶壶", "tea", 3.5), ("茶园壶", "tea", 3.5))
    taxonomy = Taxonomy((topic("tea", {"茶园": 5}), topic("roads", {"道路": 5, "路面": 2}), SMALL.topics[4]), (), words)
    assert labelled("茶壶展示", taxonomy=taxonomy) == ["tea"]
    assert labelled("茶壶和路面", taxonomy=taxonomy)[0] == "tea"
    assert labelled("关于茶壶的讲话", taxonomy=taxonomy) == ["tea"]
    assert labelled("道路边的茶壶", taxonomy=taxonomy) == ["roads"]
    assert labelled("路面", "茶壶，茶壶。", taxonomy=taxonomy) == ["roads"]


def test_a_pattern_with_a_gap_is_found_in_the_subject_and_silences_what_lies_inside() -> None:
    taxonomy = Taxonomy((topic("tea", {"茶园": 5}), topic("papers", {"茶园…名单": 5}), SMALL.topics[1]))
    assert labelled("茶园评选人员名单", taxonomy=taxonomy) == ["papers"]
    assert labelled("名单和茶园", taxonomy=taxonomy) == ["tea"]
    assert labelled("茶园，又一份名单", taxonomy=taxonomy) == ["tea"]  # a pause
    assert labelled("粮食", "茶园名单，茶园的名单。", taxonomy=taxonomy)[0] == "grain"  # of passages only plain ones
    text = "会议研究了茶园人员名单。"
    (found,) = label(text, AgendaItem(1, "consider", "茶园人员名单", Span(2, 11)), taxonomy).topics
    assert [(m.start, m.end, m.pattern) for m in found.matches] == [(5, 11, "茶园…名单")]


def test_a_gap_needs_a_string_on_either_side() -> None:
    assert labelled("茶园", taxonomy=Taxonomy((topic("tea", {"茶园": 5, "…": 5, "名单…": 5}),))) == ["tea"]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("政协甲县第九届委员会第二次会议编组办法和召集人建议名单", "administration"),
        ("召开甲县政协九届十次常委会议建议方案", "administration"),
        ("增补甲县政协专委会副主任、委员名单", "personnel"),
        ("甲县人大常委会、法检“两院”工作报告审议情况", "united-front"),
        ("甲县九届人大二次会议精神和甲县政协九届二次会议精神", "theory-study"),
    ],
)
def test_the_business_of_assemblies_is_told_apart(subject: str, expected: str) -> None:
    assert labelled(subject)[0] == expected


def test_matches_are_offsets_into_the_text_and_name_their_pattern() -> None:
    text = "会议研究了茶园。要采茶。"
    item = AgendaItem(1, "consider", "茶园", Span(2, 7), passage=Span(0, 12))
    (found,) = label(text, item, SMALL).topics
    assert [(m.start, m.end, m.pattern) for m in found.matches] == [(5, 7, "茶园"), (9, 11, "采茶")]
    assert found.weight == 1.0


def test_an_item_keeps_everything_else() -> None:
    item = AgendaItem(2, "hear", "茶园", Span(5, 7), documents=("《茶园办法》",))
    found = label("会议听取了茶园汇报", item, SMALL)
    assert (found.order, found.action, found.subject, found.documents) == (2, "hear", "茶园", ("《茶园办法》",))


# The rulings of the field, on subjects of our own.
@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("云桥省水库管理条例（草案）", ["rule-of-law"]),
        ("云桥省噪声污染防治条例（草案）", ["environment", "rule-of-law"]),
        ("云桥省渔业条例（修订草案）", ["rural", "rule-of-law"]),
        ("云桥省人民代表大会常务委员会议事规则修正草案", ["rule-of-law"]),
        ("两国关于移管被判刑人的条约", ["rule-of-law", "opening"]),
        ("冬季能源保供工作", ["economy"]),
        ("云桥市市场监管工作", ["opening"]),
        ("云桥市部分行政区划调整", ["administration"]),
        ("习近平总书记关于教育的重要论述", ["education-talent"]),
        ("全国两会精神", ["theory-study"]),
        ("省委第三巡视组反馈意见整改", ["discipline"]),
        ("退役军人事务工作", ["defence"]),
        ("市政府工作规则", ["administration"]),
    ],
)
def test_rulings(subject: str, expected: list[str]) -> None:
    found = labelled(subject)
    if expected == ["rule-of-law"]:
        assert "rule-of-law" in found
    else:
        assert found[: len(expected)] == expected


subjects = st.lists(
    st.sampled_from([p for t in OURS.topics for p, _ in t.patterns] + ["，", "工作", "会议", "\n"]), max_size=8
)


def stands(pattern: str, string: str) -> bool:
    """Whether a pattern is a string of the text, or its two strings are that string's ends."""
    first, gap, second = pattern.partition("…")
    return string == pattern or (bool(gap) and string.startswith(first) and string.endswith(second))


@given(before=subjects, subject=subjects, after=subjects, action=st.sampled_from(["hear", "relay"]))
def test_labels_are_few_weighed_and_founded(
    before: list[str], subject: list[str], after: list[str], action: Action
) -> None:
    parts = ["".join(part) for part in (before, subject, after)]
    text = "".join(parts)
    start = len(parts[0])
    item = AgendaItem(1, action, parts[1], Span(start, start + len(parts[1])), passage=Span(start, len(text)))
    topics = label(text, item, OURS).topics
    assert len(topics) <= 3
    assert len({found.topic for found in topics}) == len(topics)
    assert not topics or sum(found.weight for found in topics) == pytest.approx(1)
    weights = [found.weight for found in topics]
    assert weights == sorted(weights, reverse=True)
    for found in topics:
        assert found.weight > 0
        assert found.matches
        assert all(stands(match.pattern, text[match.start : match.end]) for match in found.matches)


def test_the_real_subjects_of_the_archive_get_a_topic(shared: Path) -> None:
    """Patterns name the whole field: hardly an annotated item is left without a label."""
    with (shared / "gold" / "dev_gold.jsonl").open(encoding="utf-8") as lines:
        subjects = [item["subject"] for line in lines for item in json.loads(line)["agenda_items"]]
    unlabelled = [subject for subject in subjects if not labelled(subject)]
    assert len(unlabelled) <= 0.05 * len(subjects)


def passed_on(subject: str, passage: str = "", *, lead: str = "会议") -> list[str]:
    text = f"{lead}传达了{subject}。{passage}"
    start = len(lead) + 3
    item = AgendaItem(1, "relay", subject, Span(len(lead), start + len(subject)), passage=Span(len(lead), len(text)))
    return [found.topic for found in label(text, item, OURS).topics]


def test_where_the_announcement_says_only_that_something_was_passed_on_the_passage_names_it() -> None:
    about_grain = "会议要求，要贯彻全省粮食收购现场会精神，把仓容腾出来。宣传、宣讲要跟上，新闻媒体要跟进。"
    assert passed_on("上级会议精神")[:1] == ["theory-study"]
    assert passed_on("上级会议精神", about_grain)[0] == "rural"
    assert passed_on("全省防汛会议精神", about_grain)[0] == "disaster"  # which names its field itself
    both = "要学习好总书记关于养老服务的重要指示精神，落实好《消防条例》。"
    assert passed_on("近期重要讲话精神", both)[:2] == ["livelihood", "safety"]


def test_a_post_before_what_was_said_is_no_speaker_of_that_name() -> None:
    assert passed_on("全市茶叶产业评比会特别是副市长讲话指示精神")[0] == "rural"


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("乡镇卫生院绩效工资分配", "health"),
        ("山塘水库防汛值守", "disaster"),
        ("小龙虾产业集群", "rural"),
        ("职业学校改扩建", "education-talent"),
        ("县医院设备采购", "health"),
        ("枇杷产业民主监督", "rural"),
        ("小学食堂经营", "education-talent"),
        ("园林绿化执法", "environment"),
        ("渔港合作协议", "rural"),
    ],
)
def test_what_is_only_the_kind_of_a_matter_yields_to_its_field(subject: str, topic: str) -> None:
    assert labelled(subject)[0] == topic


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("小反刍兽重大动物疫情处置", "rural"),
        ("赴长三角招商", "investment"),
        ("征编《砚州文史资料》", "culture-tourism"),
        ("县种子站更名和人员划转", "reform"),
        ("撤销砚溪乡设立砚溪镇", "administration"),
        ("古樟保护条例（草案）", "environment"),
        ("先进性教育活动总结", "party-building"),
        ("“七一”重要讲话", "theory-study"),
        ("出席市第六次党代会代表", "personnel"),
        ("新盟员发展", "united-front"),
    ],
)
def test_families_of_words_of_local_agendas(subject: str, topic: str) -> None:
    assert labelled(subject)[0] == topic


def test_a_congress_of_the_party_is_none_of_the_assemblies() -> None:
    assert "united-front" not in labelled("中国共产党砚州市第七次代表大会筹备工作")
    assert "united-front" not in labelled("关于召开中国共产党砚州市第七次代表大会的决议")


def test_several_things_passed_on_of_which_no_field_has_more_than_half_are_general() -> None:
    mixed = "全省防汛会议精神、全市粮食安全会议精神、林一舟在禁毒大会上的讲话精神"
    assert passed_on(mixed)[0] == "theory-study"
    assert set(passed_on(mixed)[1:]) <= {"disaster", "rural", "social-order"}
    assert passed_on("全省防汛会议精神、全市抗旱会议精神、林一舟在禁毒大会上的讲话精神")[0] == "disaster"
    assert passed_on("全省防汛会议精神、全市粮食安全会议精神、省委常委会会议精神")[0] == "disaster"
    assert passed_on("中央政治局会议精神、全市粮食安全会议精神、省委常委会会议精神")[0] == "theory-study"
    assert passed_on("全省防汛会议精神、全市粮食安全会议精神")[0] != "theory-study"


def test_a_speech_takes_its_field_from_less_of_a_passage_than_a_plenary_session() -> None:
    passage = "会议指出，要抓好粮食生产，推进高标准农田建设，落实安全生产责任，办好学校，做好养老服务。"
    assert passed_on("省委书记乔木在砚州调研时的讲话精神", passage)[0] == "rural"
    assert passed_on("省委十二届五次全会精神", passage) == ["theory-study"]
    assert passed_on(
        "省委书记乔木在砚州调研时的讲话精神", "会议指出，要学好党的创新理论，把讲话精神落到实处，抓好学校。"
    ) == ["theory-study"]


def test_what_a_consultative_body_says_of_a_speech_speaks_of_itself() -> None:
    said = "会议强调，要发挥专门协商机构作用，做好提案工作，参政议政，民主监督。"
    assert passed_on("林一舟近期重要讲话精神", said)[0] == "united-front"
    topics = passed_on("林一舟近期重要讲话精神", said, lead="青禾市政协党组会议")
    assert topics[0] == "theory-study"
    assert "united-front" in topics


def test_a_division_named_with_a_word_of_a_field_says_nothing() -> None:
    assert labelled("晋城市公务接待工作") == ["administration"]


@pytest.mark.parametrize(
    ("subject", "main"),
    [
        ("各代表团审议政府工作报告和选举办法（草案）情况", "united-front"),
        ("大会选举监票人、计票人名单", "administration"),
        ("市七届人大常委会第三次会议于3月29日在青禾召开", "administration"),
        ("关于召开市政协五届三次会议的决定（草案）", "administration"),
        ("大会执行主席和主持人名单", "administration"),
    ],
)
def test_the_business_of_a_sitting_and_the_body_that_sits(subject: str, main: str) -> None:
    assert labelled(subject)[0] == main


@pytest.mark.parametrize(
    ("topic", "matters"),
    [
        ("livelihood", "殡仪馆迁建 散坟整治 高龄津贴发放 劳动争议调处 被征地农民社会保障 务工人员返岗 独生子女奖励"),
        (
            "urban",
            "经济适用房配售 房产证遗留 不动产登记 人行道整修 换热站改造 流动摊贩疏导 自来水厂扩建 路口红绿灯增设",
        ),
        ("investment", "土地收储 国有土地划拨 初步设计批复 县道改线 危桥加固 汽车站迁建 工程款支付"),
        ("industry-innovation", "孵化园运营 机械制造升级 装配式基地 盐业复兴 骨干企业培育"),
        ("education-talent", "普通高中布局 考点设置 关工委换届 营养午餐供餐 助学贷款贴息 代课教师补助"),
        ("health", "地方病防治 采供血保障 吸烟劝阻 医疗纠纷处理 医保基金监管"),
        ("rural", "二轮延包 休渔管理 农业产业园建设 水库移民后期扶持 草地贪夜蛾防治 粮食流通管理"),
        ("environment", "退耕还湿 草畜平衡 探矿权延续 护林队伍 环境执法"),
        ("disaster", "河堤加固 赈灾款分配 人工增雨作业 防雷管理"),
        ("social-order", "看守所迁建 居委会规范 刑满释放人员安置 电诈整治"),
        ("rule-of-law", "行政处罚案卷评查 政策文件清理 企业合规改革工作 人民监督员管理"),
        ("culture-tourism", "采摘节举办 党史馆布展 旅行社管理 送戏下乡"),
        ("opening", "因公出国管理 工商登记便利 消费维权 友好市缔结"),
        ("defence", "退伍士兵接收 防空警报试鸣"),
        ("personnel", "事业单位招考 选调工作人员 年终奖发放"),
        ("finance", "国有股权转让 单位公有房产出售 资产无偿划转 平台公司增资"),
        ("administration", "绩效评估方案 年度责任状签订 镇改街道"),
        ("reform", "责任清单调整 编办职能配置"),
    ],
)
def test_what_departments_have_to_do_with_is_known_by_name(topic: str, matters: str) -> None:
    for matter in matters.split():
        assert labelled(f"全县{matter}情况")[:1] == [topic], matter


def test_a_province_s_or_county_s_roads_and_morals_are_no_trunk_roads() -> None:
    assert labelled("全县道路修补")[:1] == ["urban"]
    assert labelled("全县道德评议")[:1] == ["ideology"]
    assert labelled("全县志愿者管理")[:1] == ["ideology"]


@pytest.mark.parametrize(
    "subject",
    [
        "市人大常委会主任林某远3月2日来松调研指示精神",
        "市教育工委书记林远松在我县调研时的讲话精神",
        "全省经济形势和县政协主席林远在松树调研时的讲话精神",
    ],
)
def test_what_body_a_speaker_is_of_says_nothing_of_what_was_spoken_about(subject: str) -> None:
    text = f"会议传达了{subject}。"
    item = AgendaItem(1, "relay", subject, Span(0, 5 + len(subject)), passage=Span(0, len(text)))
    found = {topic.topic for topic in label(text, item, OURS).topics}
    assert found
    assert not found & {"united-front", "education-talent"}


def test_a_speaker_says_nothing_but_the_conference_at_which_he_spoke_does() -> None:
    subject = "县政协主席林远松在全县禁毒工作会议上的讲话精神"
    item = AgendaItem(1, "relay", subject, Span(5, 5 + len(subject)))
    assert [topic.topic for topic in label(f"会议传达了{subject}。", item, OURS).topics][:1] == ["social-order"]


def test_a_town_that_is_built_is_no_city_building() -> None:
    assert labelled("东湖科学城建设")[:1] == ["industry-innovation"]
    assert labelled("城建工作")[:1] == ["urban"]


@pytest.mark.parametrize(
    ("matter", "strange"),
    [
        ("落实惠民政策", "民政"),
        ("防范下行风险", "行风"),
        ("集中专项攻坚", "中专"),
        ("控制总规模", "总规"),
        ("做出让步", "出让"),
        ("完成各项目标", "项目"),
        ("加强农贸监管", "强农"),
        ("召开学习讨论", "开学"),
        ("机关工委换届", "关工委"),
        ("当地铁路道口", "地铁"),
        ("青年画家作品", "年画"),
        ("降低空置率", "低空"),
        ("居民居住条件", "民居"),
        ("规模具备条件", "模具"),
        ("劝阻工作", "阻工"),
        ("取消纳税申报", "消纳"),
    ],
)
def test_a_string_that_two_words_make_by_chance_says_nothing(matter: str, strange: str) -> None:
    text = f"会议研究{matter}事宜。"
    item = AgendaItem(1, "consider", matter, Span(4, 4 + len(matter)))
    assert strange in matter
    assert strange not in {match.pattern for topic in label(text, item, OURS).topics for match in topic.matches}


def test_drills_plans_and_safety_of_a_field_are_of_that_field() -> None:
    assert labelled("道路交通事故应急预案")[:1] == ["safety"]
    assert labelled("森林防火安全工作")[:1] == ["disaster"]
    assert labelled("突发公共事件应急预案")[:1] == ["disaster"]


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("全省教育局长会议精神", "education-talent"),
        ("全国公安厅局长会议精神", "social-order"),
        ("全市农业农村局长会议精神", "rural"),
        ("中国共产党松港城市第五次代表大会精神", "theory-study"),
        ("省第十二次党代会精神", "theory-study"),
        ("总书记在省部级主要领导干部专题研讨班上的重要讲话精神", "theory-study"),
        ("总书记在参加松江代表团审议时的重要讲话精神", "theory-study"),
        ("全国妇女第十三次代表大会精神", "united-front"),
    ],
)
def test_what_a_conference_or_congress_was_about_whose_spirit_is_relayed(subject: str, topic: str) -> None:
    assert passed_on(subject)[:1] == [topic]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("关于召开砚州市第五届人民代表大会第三次会议的决定（草案）", ["administration", "united-front"]),
        ("区六届人大二次会议筹备工作", ["administration", "united-front"]),
        ("市十六届人大四次会议选举办法（草案）", ["personnel", "united-front"]),
        ("十届县政协委员名单", ["personnel", "united-front"]),
        ("补选市人大代表工作", ["personnel", "united-front"]),
        ("政协砚州市委员会常务委员会工作报告及报告人", ["united-front"]),
        ("市政协党组理论学习中心组学习计划", ["theory-study"]),
        ("医联体建设专题视察活动方案", ["united-front", "health"]),
        ("各讨论组讨论政府工作报告情况", ["united-front", "economy"]),
    ],
)
def test_who_sits_stands_beside_what_a_sitting_needs(subject: str, expected: list[str]) -> None:
    assert labelled(subject) == expected


def test_of_three_things_relayed_one_with_a_field_makes_them_not_its_own() -> None:
    subject = "总书记在松江考察时的重要讲话精神、在民营企业座谈会上的重要讲话精神以及全国两会精神"
    assert passed_on(subject)[0] == "theory-study"
    assert "economy" in passed_on(subject)


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("主席团成员、秘书长名单（草案）", "administration"),
        ("各代表团临时召集人名单", "administration"),
        ("大会表决办法（草案）", "administration"),
        ("县政协副主席人选", "personnel"),
        ("各讨论组讨论情况", "united-front"),
        ("关于政府工作报告的决议（草案）", "united-front"),
    ],
)
def test_the_papers_of_a_session(subject: str, topic: str) -> None:
    assert labelled(subject)[:1] == [topic]


def test_a_project_that_is_put_into_the_plan_is_of_its_own_field() -> None:
    assert labelled("将松江路旧城改造项目纳入国民经济和社会发展年度计划的议案")[:1] == ["urban"]
    assert labelled("国民经济和社会发展年度计划执行情况")[:1] == ["economy"]


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("全面注册制改革方案", "finance"),
        ("生猪稳产保供措施", "rural"),
        ("个人信息保护法草案", "industry-innovation"),
        ("社会信用体系建设方案", "opening"),
        ("跨省异地就医结算办法", "health"),
        ("职业资格目录调整", "livelihood"),
    ],
)
def test_fields_of_central_decisions(subject: str, topic: str) -> None:
    assert labelled(subject)[:1] == [topic]
