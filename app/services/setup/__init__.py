"""What an administrator sets: agents, skills, queues, codes, lines, products, custom fields."""
