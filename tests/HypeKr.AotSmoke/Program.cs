Console.WriteLine("native");
