// The chat page: sends what the person types or presses, and asks what is new.
import { toMessage } from "./actions.js";
import { checkPatience, clearChips, isWaiting, show, showNote } from "./conversation.js";
import { history, say, startNewChat } from "./server.js";

const SOON = 400; // ms between two looks while an answer is awaited
const LATER = 2500;
const STATE = { up: "แชตทดลองบนเครื่องนี้", down: "ขาดการติดต่อกับโปรแกรม กำลังลองใหม่…" };

const byId = (id) => document.getElementById(id);
const text = byId("text");
const menuList = byId("menu-list");

let seen = 0;
let timer = 0;
let looking = false;

async function look() {
  clearTimeout(timer);
  if (document.hidden || looking) return;
  looking = true;
  try {
    for (const entry of await history(seen)) {
      seen = entry.n;
      show(entry);
    }
    checkPatience();
    setState("up");
  } catch {
    setState("down");
  } finally {
    looking = false;
    timer = setTimeout(look, isWaiting() ? SOON : LATER);
  }
}

function setState(name) {
  const state = byId("state");
  if (state.textContent !== STATE[name]) state.textContent = STATE[name];
}

async function send(message) {
  clearChips();
  const sending = say(message);
  setTimeout(look, 80); // by then the person's own bubble is in the history
  const error = await sending;
  if (error) showNote(error);
  look();
  return error === "";
}

async function sendTyped() {
  const typed = text.value;
  if (!typed.trim()) return;
  text.value = "";
  fitTyping();
  if ((await send({ type: "text", text: typed })) || text.value) return;
  text.value = typed; // not sent: nobody has to type it twice
  fitTyping();
}

function fitTyping() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
  byId("send").disabled = !text.value.trim();
}

function press(action) {
  const message = toMessage(action);
  if (message) return send(message).then(() => openKeyboard(action));
  if (action.type === "clipboard") return copy(action.clipboardText);
  return showNote(`หน้านี้ยังไม่รองรับปุ่มชนิด “${action.type}”`);
}

async function copy(copied) {
  await navigator.clipboard.writeText(copied);
  showNote("คัดลอกแล้ว");
}

/** Where a keyboard is at hand the next words go into the box; a phone's is left shut. */
function focusTyping() {
  if (matchMedia("(pointer: fine)").matches) text.focus();
}

function openKeyboard(action) {
  if (action.inputOption !== "openKeyboard") return;
  text.value = action.fillInText ?? text.value;
  fitTyping();
  text.focus();
}

function openMenu(open) {
  menuList.hidden = !open;
  byId("menu-button").setAttribute("aria-expanded", String(open));
}

text.addEventListener("input", fitTyping);
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendTyped();
});
byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sendTyped();
  text.focus();
});
for (const chip of document.querySelectorAll(".examples .chip")) {
  chip.addEventListener("click", () => {
    send({ type: "text", text: chip.textContent });
    focusTyping();
  });
}
document.addEventListener("line-action", (event) => {
  press(event.detail);
  focusTyping();
});
document.addEventListener("visibilitychange", look);

byId("menu-button").addEventListener("click", () => openMenu(menuList.hidden));
menuList.addEventListener("click", (event) => {
  openMenu(false);
  const kind = event.target.dataset.event;
  if (kind) send({ type: kind });
});
byId("new-chat").addEventListener("click", () => startNewChat().then(() => location.reload()));
document.addEventListener("click", (event) => {
  if (!byId("menu").contains(event.target)) openMenu(false);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || menuList.hidden) return;
  openMenu(false);
  byId("menu-button").focus();
});

focusTyping();
look();
