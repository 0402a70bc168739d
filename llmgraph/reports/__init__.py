"""Reports: answers of the graph embedded in Markdown, Sphinx and Quarto documents."""
