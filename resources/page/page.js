// What a browser with JavaScript gets on top: typed answers survive a reload, a form goes off once, photos are
// shown before they are sent, and a signature can be drawn. Everything works without this file, too.
"use strict";

const form = document.querySelector("form[data-step]");
const place = location.pathname;
const key = form ? `answer ${place} ${form.dataset.step};` : "";

// A browser may keep nothing (private mode, blocked storage): the page goes on without.
function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Nothing to be done, and nothing the customer needs to know.
  }
}

function forget() {
  // Answers of earlier steps of this page; on its last page all of them.
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(`answer ${place} `) && !(key && name.startsWith(key))) localStorage.removeItem(name);
    }
  } catch {
    // Likewise.
  }
}

function keepDrafts() {
  const fields = [...form.elements].filter((field) => field.name && "draft" in field.dataset);
  const kept = recall(key);
  for (const field of kept ? fields : []) {
    const value = kept[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = (value || []).includes(field.value);
    else if (value !== undefined) field.value = value;
  }
  form.addEventListener("input", () => {
    const values = {};
    for (const field of fields) {
      if (field.type === "checkbox" || field.type === "radio") {
        values[field.name] ??= [];
        if (field.checked) values[field.name].push(field.value);
      } else values[field.name] = field.value;
    }
    keep(key, values);
  });
}

function sendOnce() {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sent = false;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  });
}

function previewPhoto(input) {
  const picture = form.querySelector("[data-preview]");
  const chosen = form.querySelector("[data-chosen]");
  input.addEventListener("change", () => {
    const file = input.files[0];
    if (picture.src.startsWith("blob:")) URL.revokeObjectURL(picture.src);
    picture.hidden = !file;
    chosen.textContent = file ? file.name : "";
    if (file) picture.src = URL.createObjectURL(file);
  });
}

class Pad {
  // Strokes are lists of points between 0 and 1, so that turning the phone keeps the drawing.
  constructor(box) {
    this.canvas = box.querySelector("canvas");
    this.field = form.elements.drawing;
    this.ratio = 3;
    this.kept = `${key}strokes`;
    this.strokes = recall(this.kept) || [];
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => this.clear());
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.end());
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    form.addEventListener("submit", () => this.fill());
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  begin(event) {
    if (event.button > 0) return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.stroke = [this.point(event)];
    this.strokes.push(this.stroke);
    this.draw();
  }

  go(event) {
    if (!this.stroke) return;
    for (const step of event.getCoalescedEvents?.() || [event]) this.stroke.push(this.point(step));
    this.draw();
  }

  end() {
    this.stroke = null;
    keep(this.kept, this.strokes);
  }

  clear() {
    this.strokes = [];
    this.end();
    this.draw();
    this.canvas.focus();
  }

  draw() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const scale = Math.min(devicePixelRatio || 1, this.ratio);
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, width, height);
    pen.strokeStyle = "#10182b";
    pen.lineWidth = 2.5;
    pen.lineCap = pen.lineJoin = "round";
    for (const stroke of this.strokes) {
      pen.beginPath();
      pen.moveTo(stroke[0][0] * width, stroke[0][1] * height);
      for (const [x, y] of stroke) pen.lineTo(x * width + 0.01, y * height); // a line of no length is not drawn
      pen.stroke();
    }
  }

  fill() {
    this.field.value = this.strokes.length ? this.canvas.toDataURL("image/png") : "";
  }
}

if (!("keep" in document.body.dataset)) forget();
if (form) {
  keepDrafts();
  sendOnce();
  const photo = form.querySelector("input[type=file]");
  if (photo) previewPhoto(photo);
  const pad = form.querySelector("[data-pad]");
  if (pad) new Pad(pad);
}
