// Turns messages, from either side, into what is seen in the chat.
import { pressable } from "./actions.js";
import { element, picture, withLinks } from "./dom.js";
import { drawFlex } from "./flex.js";

const BOT = {
  text: (message) => bubble(...withLinks(message.text ?? "")),
  textV2: (message) => bubble(...withLinks(message.text ?? "")),
  sticker: () => sticker(),
  image: (message) => photo(message.previewImageUrl ?? message.originalContentUrl),
  video: () => placeholder("วิดีโอ"),
  audio: () => placeholder("ข้อความเสียง"),
  location: (message) => placeholder(`ตำแหน่ง: ${message.title ?? ""}\n${message.address ?? ""}`),
  imagemap: (message) => placeholder(`รูปที่แตะได้: ${message.altText ?? ""}`),
  template: (message) => card(drawTemplate(message.template ?? {}), message.altText),
  flex: (message) => card(drawFlex(message.contents), message.altText),
};

const PERSON = {
  text: (said) => bubble(...withLinks(said.text ?? "")),
  postback: (said) => (said.displayText ? bubble(...withLinks(said.displayText)) : null),
  sticker: () => sticker(),
  image: () => placeholder("รูปภาพ"),
  audio: () => placeholder("ข้อความเสียง"),
  location: () => placeholder("ตำแหน่งที่ตั้ง"),
};

/** The bubble for a LINE message object the bot sent; a placeholder when it makes no sense. */
export function drawBotMessage(message) {
  try {
    if (Object.hasOwn(BOT, message.type)) return BOT[message.type](message);
  } catch (error) {
    console.error("This message cannot be drawn", error);
  }
  return placeholder(`หน้านี้วาดข้อความชนิด “${message.type}” นี้ไม่ได้`);
}

/** The bubble for what the person did; null when LINE would show nothing. */
export function drawPersonMessage(said) {
  return Object.hasOwn(PERSON, said.type) ? PERSON[said.type](said) : null;
}

/** The chips under the last message. */
export function drawChips(quickReply) {
  return (quickReply?.items ?? []).map(({ action }) =>
    pressable(action, "chip", action?.label ?? "(ไม่มีข้อความ)"),
  );
}

const bubble = (...children) => element("div", { class: "bubble" }, ...children);
const placeholder = (text) => element("div", { class: "bubble placeholder" }, text);
const sticker = () => element("div", { class: "sticker" }, "สติกเกอร์");
const photo = (url) => element("div", { class: "photo" }, picture(url, "รูปภาพ"));
const card = (node, altText) =>
  element("div", { class: "card", role: "group", "aria-label": altText ?? "การ์ด" }, node);

function drawTemplate(template) {
  switch (template.type) {
    case "buttons":
      return drawColumn(template, "template");
    case "confirm":
      return drawColumn(template, "template confirm");
    case "carousel":
      return drawRow(template.columns, (column) => drawColumn(column, "template"));
    case "image_carousel":
      return drawRow(template.columns, drawPictureColumn);
    default:
      return element("div", { class: "unknown" }, `[หน้านี้ยังวาด “${template.type}” ไม่ได้]`);
  }
}

function drawRow(columns, drawOne) {
  const nodes = (columns ?? []).map(drawOne);
  return element("div", { class: "carousel", tabindex: "0", role: "group" }, ...nodes);
}

function drawColumn(column, className) {
  const image = column.thumbnailImageUrl;
  return element(
    "div",
    { class: className },
    image ? element("div", { class: "thumbnail" }, picture(image, "รูปภาพ")) : null,
    column.title ? element("strong", { class: "title" }, column.title) : null,
    element("p", { class: "words" }, column.text ?? ""),
    element("div", { class: "buttons" }, ...(column.actions ?? []).map(templateButton)),
  );
}

function drawPictureColumn(column) {
  const label = column.action?.label ?? "";
  const thumbnail = element("span", { class: "thumbnail" }, picture(column.imageUrl, "รูปภาพ"));
  return pressable(column.action, "template picture-column", thumbnail, label);
}

const templateButton = (action) => pressable(action, "template-button", action?.label ?? "");
