// Talks to the program behind the page.

const DOWN = "ติดต่อโปรแกรมไม่ได้ ตรวจดูว่ายังทำงานอยู่ แล้วลองส่งอีกครั้ง";

/** Sends what the person did. Returns an error to show; "" when it is (or will be) in the chat. */
export async function say(message) {
  try {
    const response = await post("/local/messages", message);
    if (response.ok || response.status === 502) return ""; // 502: the chat has a line about it
    return (await response.json()).error ?? DOWN;
  } catch {
    return DOWN;
  }
}

/** What happened after entry n, oldest first. Throws when the program is not there. */
export async function history(n) {
  const response = await fetch(`/local/messages?after=${n}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

export const startNewChat = () => post("/local/new-chat", {});

function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
}
