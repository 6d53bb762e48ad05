"""What can be asked of topics, a module a question: how much, how deep, which together, whose agendas are alike."""
