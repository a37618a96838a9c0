// What the server asks and waits for: each with a form for the answer.
import { button, docsView, h } from "./dom.js";
import { Form } from "./form.js";
import { valueView } from "./parts.js";
import { payloadType, replyType } from "./schema.js";

/** @import { Question } from "./calls.js" */
/** @import { Session } from "./session.js" */

/** @returns {{ element: HTMLElement, update: (session: Session) => void }} */
export function questionsView() {
  const element = h("section", { class: "questions", "aria-label": "questions of the server", "aria-live": "assertive" });
  /** @type {WeakMap<Question, { element: HTMLElement, update: () => void }>} */
  const views = new WeakMap();
  return {
    element,
    update: (session) => {
      const now = [...session.questions].map((question) => {
        const view = views.get(question) ?? questionView(session, question);
        views.set(question, view);
        view.update();
        return view.element;
      });
      if (now.length !== element.childElementCount || now.some((each, at) => element.children[at] !== each)) element.replaceChildren(...now);
    },
  };
}

/** @param {Session} session @param {Question} question */
function questionView(session, question) {
  const { model } = session;
  const event = session.asked(question);
  const reply = event && replyType(event.reply);
  const form = reply && new Form(model, reply, event.replyExample ?? null);
  const errors = event?.throws ?? [];
  const forms = new Map(errors.map((name) => [name, new Form(model, { kind: "named", type: name }, model.type(name).example ?? {})]));
  const data = h("div");
  const code = h("select", { "aria-label": "with the error", onchange: () => data.replaceChildren(...(forms.has(code.value) ? [/** @type {Form} */ (forms.get(code.value)).element] : [])) });
  for (const each of [...errors, "internal"]) code.append(h("option", { value: each }, model.short(each)));
  code.selectedIndex = code.options.length - 1;

  const done = () => session.dismiss(question);
  const answer = (/** @type {boolean} */ anyway) => {
    const isFine = form?.check() ?? true;
    still.hidden = isFine || anyway;
    if (!isFine && !anyway) return;
    question.answer(form?.text);
    done();
  };
  const refuse = () => {
    const of = forms.get(code.value);
    if (of && !of.check()) return;
    const short = code.value.slice(code.value.lastIndexOf(".") + 1);
    question.refuse(short, short === "internal" ? "refused by hand" : short, of?.text);
    done();
  };
  const still = button("Answer anyway", () => answer(true), { hidden: true });
  const buttons = h("p", { class: "buttons" }, button("Answer", () => answer(false), { class: "primary" }), still, button("Refuse", refuse), code);
  const gone = h("p", { class: "place" });
  const element = h(
    "article",
    { class: "question" },
    h("h3", {}, `${question.ns} asks ${question.event}`),
    docsView(event?.docs),
    question.data !== undefined && valueView(model, event && payloadType(event.payload), question.data),
    form?.element,
    buttons,
    data,
    gone,
  );
  const update = () => {
    buttons.hidden = question.gone !== "";
    if (question.gone && gone.childElementCount === 0) gone.append(question.gone, " ", button("Dismiss", done));
  };
  return { element, update };
}
