// Charts under a finger. Plotly takes every touch of a chart for the beginning of a drag: the page does not scroll where
// a chart is, and a tap opens what the tap before it had pointed at. Kept from touches, Plotly is given the mouse's events
// that browsers make of a tap, and opens what was tapped.
"use strict";

const page = parent.document;
const keep = (event) => {
  if (event.target.closest(".js-plotly-plot")) event.stopPropagation();
};
page.addEventListener("touchstart", keep, { capture: true, passive: true });
addEventListener("pagehide", () => page.removeEventListener("touchstart", keep, { capture: true }));

const send = (type, more) => parent.postMessage({ isStreamlitMessage: true, type: "streamlit:" + type, ...more }, "*");
send("componentReady", { apiVersion: 1 });
send("setFrameHeight", { height: 0 });
