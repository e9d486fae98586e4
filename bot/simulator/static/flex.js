// Draws Flex messages: as much of them as a bot that answers questions sends.
// https://developers.line.biz/en/reference/messaging-api/#flex-message
import { makePressable, pressable, tappable } from "./actions.js";
import { element, picture } from "./dom.js";
import { border, color, font, gradient, pictureWidth, ratio, space } from "./flex-measures.js";

const SIZES = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
const PLACES = { start: "flex-start", center: "center", end: "flex-end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const KEEP_OWN_WIDTH = ["separator", "icon", "spacer"];
const DRAW = {
  box: drawBox, text: drawText, button: drawButton, image: drawImage, icon: drawIcon,
  separator: drawSeparator, filler: drawFiller, spacer: drawSpacer,
};

/** A bubble, or a row of bubbles to swipe through. */
export function drawFlex(contents) {
  if (contents?.type === "bubble") return drawBubble(contents);
  if (contents?.type !== "carousel") return drawUnknown(contents);
  const bubbles = list(contents.contents).map(drawBubble);
  return element("div", { class: "carousel", tabindex: "0", role: "group" }, ...bubbles);
}

function drawBubble(bubble) {
  const size = SIZES.includes(bubble.size) ? bubble.size : "mega";
  const card = element("div", { class: `flex-bubble flex-${size}` });
  for (const name of ["header", "hero", "body", "footer"]) {
    if (bubble[name]) card.append(drawBlock(name, bubble[name], bubble.styles?.[name]));
  }
  if (bubble.footer) card.classList.add("has-footer");
  if (bubble.action) makePressable(card, bubble.action);
  return card;
}

function drawBlock(name, component, styles = {}) {
  const block = draw(component, "vertical", null);
  block.classList.add(`flex-${name}`);
  if (color(styles.backgroundColor)) block.style.backgroundColor = color(styles.backgroundColor);
  if (styles.separator) {
    block.style.borderTop = `1px solid ${color(styles.separatorColor) || "#d8dfda"}`;
  }
  return block;
}

/** One component inside a box of the given layout; `gap` is the space before it, or null. */
function draw(component, layout, gap) {
  const painter = Object.hasOwn(DRAW, component?.type) ? DRAW[component.type] : drawUnknown;
  const painted = painter(component ?? {}, layout);
  const acts = component?.action && component.type !== "button";
  const node = acts ? tappable(painted, component.action) : painted;
  place(node, component ?? {}, layout, gap);
  return node;
}

function place(node, component, layout, gap) {
  const before = space(component.margin) || gap;
  if (before) node.style[layout === "vertical" ? "marginTop" : "marginLeft"] = before;
  const share = component.flex ?? usualShare(component, layout);
  if (layout === "vertical") node.style.flex = share > 0 ? `${share} 0 auto` : "0 0 auto";
  else node.style.flex = share > 0 ? `${share} ${share} 0` : "0 1 auto";
  if (layout !== "vertical" && component.gravity) node.style.alignSelf = GRAVITY[component.gravity];
  if (component.position === "absolute") node.style.position = "absolute";
  for (const side of ["Top", "Bottom", "Start", "End"]) {
    const edge = { Start: "left", End: "right" }[side] ?? side.toLowerCase();
    if (space(component[`offset${side}`])) node.style[edge] = space(component[`offset${side}`]);
  }
}

function usualShare(component, layout) {
  if (component.type === "filler") return 1;
  const rigid = KEEP_OWN_WIDTH.includes(component.type) || component.width;
  return layout === "vertical" || rigid ? 0 : 1;
}

function drawBox(box) {
  const layout = ["horizontal", "baseline"].includes(box.layout) ? box.layout : "vertical";
  const node = element("div", { class: `flex-box flex-${layout}` });
  const gap = space(box.spacing) || null;
  list(box.contents).forEach((child, i) => node.append(draw(child, layout, i ? gap : null)));
  styleBox(node.style, box);
  return node;
}

function styleBox(style, box) {
  const sides = { All: "", Top: "Top", Bottom: "Bottom", Start: "Left", End: "Right" };
  for (const [name, side] of Object.entries(sides)) {
    const width = space(box[`padding${name}`]);
    if (width) style[`padding${side}`] = width;
  }
  for (const name of ["width", "height", "maxWidth", "maxHeight"]) {
    if (space(box[name])) style[name] = space(box[name]);
  }
  style.borderRadius = space(box.cornerRadius);
  style.backgroundColor = color(box.backgroundColor);
  style.backgroundImage = gradient(box.background);
  style.justifyContent = box.justifyContent ?? "";
  style.alignItems = box.alignItems ?? "";
  if (border(box.borderWidth)) {
    style.border = `${border(box.borderWidth)} solid ${color(box.borderColor) || "#d8dfda"}`;
  }
}

function drawText(text) {
  const node = element("div", { class: text.wrap ? "flex-text wraps" : "flex-text" });
  styleText(node.style, text);
  node.style.fontSize = font(text.size);
  node.style.textAlign = text.align ?? "";
  if (text.lineSpacing) node.style.lineHeight = `calc(1.55em + ${space(text.lineSpacing)})`;
  if (text.wrap && text.maxLines > 0) {
    node.classList.add("clamped");
    node.style.webkitLineClamp = String(text.maxLines);
  }
  node.append(...(text.contents?.length ? text.contents.map(drawSpan) : [text.text ?? ""]));
  return node;
}

function drawSpan(span) {
  const node = element("span", {}, span.text ?? "");
  styleText(node.style, span);
  if (span.size) node.style.fontSize = font(span.size);
  return node;
}

function styleText(style, text) {
  style.color = color(text.color);
  style.fontWeight = text.weight === "bold" ? "700" : text.weight === "regular" ? "400" : "";
  style.fontStyle = text.style === "italic" ? "italic" : "";
  style.textDecoration = text.decoration ?? "";
}

function drawButton(button) {
  const kind = ["primary", "secondary"].includes(button.style) ? button.style : "link";
  const height = button.height === "sm" ? "low" : "high";
  const label = button.action?.label ?? "(ปุ่มไม่มีข้อความ)";
  const node = pressable(button.action, `flex-button ${kind} ${height}`, label);
  if (kind === "link") node.style.color = color(button.color);
  else node.style.backgroundColor = color(button.color);
  return node;
}

function drawImage(image) {
  const node = element("div", { class: "flex-image" }, picture(image.url, "รูปภาพ"));
  node.style.width = pictureWidth(image.size);
  node.style.aspectRatio = ratio(image.aspectRatio);
  node.style.backgroundColor = color(image.backgroundColor);
  node.style.alignSelf = PLACES[image.align] ?? "center";
  if (image.aspectMode === "cover") node.classList.add("covers");
  return node;
}

function drawIcon(icon) {
  const node = element("div", { class: "flex-icon" }, picture(icon.url, "ไอคอน"));
  node.style.height = font(icon.size);
  node.style.aspectRatio = ratio(icon.aspectRatio);
  return node;
}

function drawSeparator(separator, layout) {
  const node = element("div", { class: `flex-separator across-${layout}` });
  node.style.backgroundColor = color(separator.color);
  return node;
}

function drawFiller() {
  return element("div", { class: "flex-filler" });
}

function drawSpacer(spacer, layout) {
  const node = element("div");
  node.style[layout === "vertical" ? "height" : "width"] = space(spacer.size ?? "md");
  return node;
}

function drawUnknown(component) {
  const name = component?.type ?? "ไม่มีชนิด";
  return element("div", { class: "unknown" }, `[หน้านี้ยังวาด “${name}” ไม่ได้]`);
}

const list = (value) => (Array.isArray(value) ? value : []);
