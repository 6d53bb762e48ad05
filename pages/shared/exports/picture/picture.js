// Makes pictures of charts in the reader's browser, with the fonts that the reader has. Nothing is loaded before the first
// click, and then plotly.js alone, from this server.
"use strict";

const send = (type, more) => parent.postMessage({ isStreamlitMessage: true, type: "streamlit:" + type, ...more }, "*");
const fit = () => send("setFrameHeight", { height: document.documentElement.offsetHeight + 4 });

let loading = null;
function plotly(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { loading = null; reject(new Error(address)); };
    document.head.append(script);
  });
  return loading;
}

async function save(chart, format, asked) {
  const Plotly = await plotly(asked.plotly);
  const { width, height } = chart.figure.layout;
  // Drawing changes a figure, and the reader may want the other format next.
  const figure = structuredClone(chart.figure);
  const address = await Plotly.toImage(figure, { format, width, height, scale: format === "png" ? 2 : 1 });
  const link = document.createElement("a");
  link.href = address;
  link.download = chart.name + "." + format;
  document.body.append(link);
  link.click();
  link.remove();
}

function offer(asked) {
  const says = document.getElementById("says");
  const rows = asked.charts.map((chart) => {
    const row = document.createElement("li");
    row.append(Object.assign(document.createElement("span"), { textContent: chart.title }));
    for (const format of ["png", "svg"]) {
      const button = document.createElement("button");
      button.textContent = format.toUpperCase();
      button.setAttribute("aria-label", chart.title + " " + format.toUpperCase());
      button.addEventListener("click", async () => {
        button.disabled = true;
        says.textContent = "";
        try {
          await save(chart, format, asked);
        } catch (error) {
          console.error(error);
          says.textContent = asked.failed;
        }
        button.disabled = false;
        fit();
      });
      row.append(button);
    }
    return row;
  });
  document.getElementById("charts").replaceChildren(...rows);
}

let shown = "";
window.addEventListener("message", (event) => {
  if (event.source !== parent || event.data.type !== "streamlit:render") return;
  const { args, theme } = event.data;
  const style = document.documentElement.style;
  if (theme) {
    style.setProperty("--text", theme.textColor);
    style.setProperty("--primary", theme.primaryColor);
    style.setProperty("--font", theme.font);
  }
  const now = JSON.stringify(args);
  if (now !== shown) offer(args);
  shown = now;
  fit();
});
send("componentReady", { apiVersion: 1 });
