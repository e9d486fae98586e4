"""Pictures, sound, places, stickers, coupons, imagemaps and templates at LINE's limits."""

from typing import Any

import pytest

from bot.line.limits.linter import lint
from tests.bot.line.parts import a_choice

PICTURE = "https://a.example/a.png"
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
VIDEO = {"originalContentUrl": "https://a.example/a.mp4", "previewImageUrl": PICTURE}


def a_video(**more: Any) -> dict[str, Any]:
    return {"type": "video", **VIDEO, **more}


def a_place(**more: Any) -> dict[str, Any]:
    here = {"title": "คลินิก", "address": "ธัญบุรี", "latitude": 14.03, "longitude": 100.73}
    return {"type": "location", **here, **more}


def a_map(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    size = {"width": 1040, "height": 585}
    whole = {"baseUrl": PICTURE, "altText": "แผนที่", "baseSize": size, "actions": list(actions)}
    return {"type": "imagemap", **whole, **more}


def a_tap(**more: Any) -> dict[str, Any]:
    return {"type": "message", "text": "ถาม", "area": AREA, **more}


def a_template(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "เลือก", "template": {"type": kind, **more}}


def a_menu(**more: Any) -> dict[str, Any]:
    return a_template("buttons", **{"text": "เลือก", "actions": [a_choice()], **more})


def columns(*each: dict[str, Any]) -> dict[str, Any]:
    full = [{"text": "เลือก", "actions": [a_choice()], **column} for column in each]
    return a_template("carousel", columns=full)


def pictures(*labels: str) -> dict[str, Any]:
    each = [{"imageUrl": PICTURE, "action": a_choice(label=label)} for label in labels]
    return a_template("image_carousel", columns=each)


GOOD = {
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "picture": {"type": "image", **VIDEO},
    "video": a_video(trackingId="a" * 100),
    "sound": {"type": "audio", "originalContentUrl": "https://a.example/a.m4a", "duration": 1},
    "place": a_place(title="ก" * 100, address="ก" * 100, latitude=-90, longitude=180),
    "coupon": {"type": "coupon", "couponId": "01J", "deliveryTag": "a_1"},
    "50 taps": a_map(*[a_tap(label="ก" * 100, text="ก" * 400)] * 50),
    "film on a map": a_map(
        a_tap(), video={**VIDEO, "area": AREA, "externalLink": {"linkUri": PICTURE, "label": "ดู"}}
    ),
    "menu of 160": a_menu(text="ก" * 160, actions=[a_choice()] * 4),
    "menu with a title": a_menu(title="ก" * 40, text="ก" * 60),
    "confirm": a_template("confirm", text="ก" * 240, actions=[a_choice()] * 2),
    "10 columns": columns(*[{"text": "ก" * 120, "actions": [a_choice()] * 3}] * 10),
    "10 pictures": pictures(*["ก" * 12] * 10),
    "picture of no label": pictures(""),
}
BAD = {
    "no sticker": ({"type": "sticker", "packageId": "446"}, "stickerId"),
    "picture over http": (a_video(previewImageUrl="http://a.example"), "previewImageUrl"),
    "tracking of 101": (a_video(trackingId="a" * 101), "trackingId"),
    "tracking in Thai": (a_video(trackingId="ก"), "trackingId"),
    "sound of no length": ({"type": "audio", "originalContentUrl": PICTURE}, "duration"),
    "title of 101": (a_place(title="ก" * 101), "title"),
    "address of 101": (a_place(address="ก" * 101), "address"),
    "off the map": (a_place(latitude=90.1), "latitude"),
    "no coupon": ({"type": "coupon"}, "couponId"),
    "tag in Thai": ({"type": "coupon", "couponId": "1", "deliveryTag": "ก"}, "deliveryTag"),
    "51 taps": (a_map(*[a_tap()] * 51), "actions"),
    "narrow map": (a_map(a_tap(), baseSize={"width": 700, "height": 1}), "baseSize.width"),
    "tap of 401": (a_map(a_tap(text="ก" * 401)), "actions[0].text"),
    "tap's label of 101": (a_map(a_tap(label="ก" * 101)), "actions[0].label"),
    "tap outside": (a_map(a_tap(area={**AREA, "x": -1})), "actions[0].area.x"),
    "tap on a script": (
        a_map({"type": "uri", "linkUri": "javascript:x", "area": AREA}),
        "actions[0].linkUri",
    ),
    "film's label of 31": (
        a_map(
            a_tap(),
            video={
                **VIDEO,
                "area": AREA,
                "externalLink": {"linkUri": PICTURE, "label": "ก" * 31},
            },
        ),
        "video.externalLink.label",
    ),
    "menu of 161": (a_menu(text="ก" * 161), "template.text"),
    "menu with a title and 61": (a_menu(title="x", text="ก" * 61), "template.text"),
    "menu with a picture and 61": (
        a_menu(thumbnailImageUrl=PICTURE, text="ก" * 61),
        "template.text",
    ),
    "title of 41": (a_menu(title="ก" * 41), "template.title"),
    "menu of nothing": (a_menu(actions=[]), "template.actions"),
    "menu of five": (a_menu(actions=[a_choice()] * 5), "template.actions"),
    "menu's label of 21": (
        a_menu(actions=[a_choice(label="ก" * 21)]),
        "template.actions[0].label",
    ),
    "tap on all of the menu": (
        a_menu(defaultAction={"type": "x", "label": "x"}),
        "template.defaultAction.type",
    ),
    "confirm of 241": (
        a_template("confirm", text="ก" * 241, actions=[a_choice()] * 2),
        "template.text",
    ),
    "one answer to confirm": (
        a_template("confirm", text="x", actions=[a_choice()]),
        "template.actions",
    ),
    "11 columns": (columns(*[{}] * 11), "template.columns"),
    "uneven columns": (columns({}, {"actions": [a_choice()] * 2}), "template.columns"),
    "a title in one column": (columns({}, {"title": "x"}), "template.columns"),
    "column of 121": (columns({"text": "ก" * 121}), "template.columns[0].text"),
    "11 pictures": (pictures(*["x"] * 11), "template.columns"),
    "picture's label of 13": (pictures("ก" * 13), "template.columns[0].action.label"),
    "no such template": (a_template("wheel"), "template.type"),
}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_good_media(message: dict[str, Any]) -> None:
    """Nothing is said against what LINE would take."""
    assert lint([message]) == []


@pytest.mark.parametrize(("message", "where"), BAD.values(), ids=BAD)
def test_bad_media(message: dict[str, Any], where: str) -> None:
    """Exactly the part that is wrong is named."""
    assert [problem.path for problem in lint([message])] == [f"messages[0].{where}"]
