// The conversation as seen: bubbles, chips, the typing sign, and where it is scrolled to.
import { drawBotMessage, drawChips, drawPersonMessage } from "./bubbles.js";
import { element } from "./dom.js";

const PATIENCE = 20_000; // ms until a silent bot is worth a word
const WIDE = ["flex", "template"];

const byId = (id) => document.getElementById(id);
const scroll = byId("scroll");
const log = byId("log");
const chips = byId("chips");
const typing = byId("typing");
const newer = byId("newer");

let answerDue = 0; // until when an answer is waited for, ms; 0: none is
let lastDay = "";
let lastKind = "";
let following = true; // the person has not scrolled back

export const isWaiting = () => answerDue > 0;

/** Adds one entry of the history. */
export function show({ kind, at, body }) {
  following ||= kind === "person";
  byId("hello").hidden = true;
  SHOW[kind]?.(body, at);
  typing.hidden = !isWaiting();
  if (following) scrollToEnd();
  else newer.hidden = false;
}

/** A line of the page's own, about the program and not from the bot. */
export function showNote(text) {
  byId("hello").hidden = true;
  log.append(element("p", { class: "note" }, text));
  lastKind = "note";
  scrollToEnd();
}

/** Gives up waiting once the time is over, and says so. */
export function checkPatience() {
  if (!isWaiting() || Date.now() < answerDue) return;
  answerDue = 0;
  typing.hidden = true;
  showNote("ยังไม่มีคำตอบจากบอต ดูสาเหตุได้ในบันทึก (log) ของโปรแกรม");
}

export function clearChips() {
  chips.replaceChildren();
  chips.hidden = true;
}

const SHOW = {
  person(said, at) {
    answerDue = at + PATIENCE;
    clearChips();
    if (said.type === "follow") return showNote("จำลองการเพิ่มเพื่อนแล้ว");
    const node = drawPersonMessage(said);
    if (node) addRow("person", node, at);
  },
  bot(message, at) {
    answerDue = 0;
    addRow("bot", drawBotMessage(message), at, WIDE.includes(message.type));
    chips.replaceChildren(...drawChips(message.quickReply));
    chips.hidden = chips.children.length === 0;
  },
  loading({ seconds }, at) {
    answerDue = at + seconds * 1000;
  },
  note({ text }) {
    answerDue = 0;
    showNote(text);
  },
};

function addRow(kind, node, at, wide = false) {
  addDay(at);
  const face = { class: "face", src: "/local/static/icon.svg", alt: "", width: 36, height: 36 };
  const row = element(
    "div",
    { class: `row ${kind}${wide ? " wide" : ""}${kind === lastKind ? " again" : ""}` },
    element("span", { class: "unseen" }, kind === "bot" ? "บอต: " : "คุณ: "),
    kind === "bot" ? element("img", face) : null,
    node,
    element("time", { datetime: new Date(at).toISOString() }, clock(at)),
  );
  log.append(row);
  lastKind = kind;
}

function addDay(at) {
  const day = new Date(at).toLocaleDateString("th-TH", { dateStyle: "medium" });
  if (day === lastDay) return;
  const today = new Date().toLocaleDateString("th-TH", { dateStyle: "medium" });
  log.append(element("p", { class: "day" }, day === today ? "วันนี้" : day));
  lastDay = day;
  lastKind = "day";
}

const clock = (at) =>
  new Date(at).toLocaleTimeString("th-TH", { hour: "2-digit", minute: "2-digit" });

const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

function scrollToEnd() {
  following = true;
  scroll.scrollTop = scroll.scrollHeight;
  newer.hidden = true;
}

newer.addEventListener("click", scrollToEnd);
scroll.addEventListener("scroll", () => {
  following = isAtEnd();
  if (following) newer.hidden = true;
});
const resized = new ResizeObserver(() => following && scrollToEnd());
resized.observe(log); // pictures arrive late
resized.observe(scroll); // a keyboard opens
