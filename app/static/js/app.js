// Attaches to each element the modules that it names: data-module="guard autosize".
// A page that names none loads none; every page works without them.

export async function attach(root) {
  const elements = [root, ...root.querySelectorAll("[data-module]")].filter((e) => e.dataset?.module);
  for (const element of elements) {
    for (const name of element.dataset.module.split(" ")) {
      const module = await import(`./modules/${name}.js`);
      module.default(element);
    }
  }
}

attach(document.body);
