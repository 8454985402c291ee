"""What is looked for on a page, one kind of fact a module; facts only, no judgement."""
